"""You keep only the sign of the gradient. Multiply the gradient itself by -lam, its size counts.

The step of the fast gradient sign method (adversarial examples), another adversary than this one.
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
        return -ctx.lam * grad_output.sign(), None


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    return _Reverse.apply(x, lam)
