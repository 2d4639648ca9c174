"""A module around a Function whose lam is saved as a tensor.

As it would stand in an nn.Sequential; a 0-d tensor of another dtype does not promote the gradient.
"""

from typing import Any

import torch
from torch import nn


class _Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, lam: torch.Tensor) -> torch.Tensor:
        ctx.save_for_backward(lam)
        return x.view_as(x)

    @staticmethod
    def backward(ctx: Any, grad_output: torch.Tensor) -> tuple[torch.Tensor, None]:
        (lam,) = ctx.saved_tensors
        return -lam * grad_output, None


class GradientReversal(nn.Module):
    def __init__(self, lam: float) -> None:
        super().__init__()
        self.register_buffer("lam", torch.tensor(float(lam)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return _Reverse.apply(x, self.lam.to(x))


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    return GradientReversal(lam)(x)
