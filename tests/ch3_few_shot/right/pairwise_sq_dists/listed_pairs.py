"""Writes all B·N pairs below each other, and folds the long column into a table."""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    n_a, n_b = len(a), len(b)
    left, right = a.repeat_interleave(n_b, dim=0), b.repeat(n_a, 1)
    return (left - right).square().sum(dim=1).unflatten(0, (n_a, n_b))
