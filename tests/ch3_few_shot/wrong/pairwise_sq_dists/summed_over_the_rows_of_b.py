"""You sum over the rows of b instead of the features: the axes of the differences are (B, N, D), and the feature axis is the last one.

dim=1 is the feature axis of a and b, but no longer after broadcasting.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a[:, None] - b[None]).pow(2).sum(dim=1)
