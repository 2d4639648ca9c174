"""Accumulates the square of each feature with addcmul."""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    total = torch.zeros(a.shape[0], b.shape[0], dtype=a.dtype, device=a.device)
    for column_a, column_b in zip(a.unbind(1), b.unbind(1), strict=True):
        step = column_a[:, None] - column_b
        total = torch.addcmul(total, step, step)
    return total
