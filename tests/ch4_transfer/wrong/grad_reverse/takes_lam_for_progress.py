"""You take lam for the progress p of training and compute the schedule yourself. lam already is the factor.

In Ganin et al. 2016 the schedule 2 / (1 + exp(-10 p)) - 1 gives lambda; here the caller has computed it.
"""

import math
from typing import Any

import torch


class _Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, lam: float) -> torch.Tensor:
        ctx.lam = 2 / (1 + math.exp(-10 * lam)) - 1
        return x.view_as(x)

    @staticmethod
    def backward(ctx: Any, grad_output: torch.Tensor) -> tuple[torch.Tensor, None]:
        return -ctx.lam * grad_output, None


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    return _Reverse.apply(x, lam)
