"""You write into the caller's x (through x.data). Work on a tensor of your own and leave the values of x as they are.

x.data hides the change from autograd, so nothing warns of it.
"""

from typing import Any

import torch


class _Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, lam: float) -> torch.Tensor:
        ctx.lam = lam
        return x.clone()

    @staticmethod
    def backward(ctx: Any, grad_output: torch.Tensor) -> tuple[torch.Tensor, None]:
        return -ctx.lam * grad_output, None


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    result = _Reverse.apply(x, lam)
    x.data.mul_(-lam)
    return result
