"""You return x as it is when it is the result of a reversal already. A call on such a result reverses once more: its gradient is multiplied by -lam as well.

A guard against reversing twice by accident, as if the layer were a state and not a factor.
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
    if type(x.grad_fn).__name__ == "_ReverseBackward":
        return x
    return _Reverse.apply(x, lam)
