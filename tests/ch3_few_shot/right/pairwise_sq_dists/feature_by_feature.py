"""Recursion over the features, one (B, N) table each: no (B, N, D) tensor."""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    first = (a[:, :1] - b[:, :1].T) ** 2
    return first if a.shape[1] == 1 else first + pairwise_sq_dists(a[:, 1:], b[:, 1:])
