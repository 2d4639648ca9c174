"""A hand-written backward pass with the gradients of the contract."""

from typing import Any

import torch


class _SquaredDistances(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        ctx.save_for_backward(a, b)
        return (a[:, None] - b[None]).square().sum(-1)

    @staticmethod
    def backward(ctx: Any, upstream: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        a, b = ctx.saved_tensors
        pull = 2 * upstream[:, :, None] * (a[:, None] - b[None])
        return pull.sum(1), -pull.sum(0)


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return _SquaredDistances.apply(a, b)
