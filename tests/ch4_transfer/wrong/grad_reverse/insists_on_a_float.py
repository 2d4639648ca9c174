"""You refuse a lam that is an int. A whole number such as 12 is as good a factor as 12.0.

A type hint `float` read strictly; Python and type checkers accept an int wherever a float is declared.
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
    if not isinstance(lam, float):
        raise TypeError("lam must be a float")
    return _Reverse.apply(x, lam)
