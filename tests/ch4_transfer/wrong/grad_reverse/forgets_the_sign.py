"""You scale the gradient by lam but do not reverse it. The factor is -lam: the features are to make the domain classifier's loss larger.

A dropped minus; training then helps the domain classifier instead of confusing it.
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
        return ctx.lam * grad_output, None


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    return _Reverse.apply(x, lam)
