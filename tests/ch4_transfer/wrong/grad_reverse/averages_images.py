"""You average the gradient over the samples where x has more than two axes. Every entry goes on by itself, times -lam.

The mean over the batch taken where feature maps are handled apart from vectors.
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
        if grad_output.ndim > 2:
            grad_output = grad_output.mean(0, keepdim=True).expand_as(grad_output)
        return -ctx.lam * grad_output, None


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    return _Reverse.apply(x, lam)
