"""In |a|^2 + |b|^2 - 2ab the factor 2 of the cross term is missing.

A slip when the binomial is multiplied out from memory.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    squares = a.pow(2).sum(dim=1)[:, None] + b.pow(2).sum(dim=1)[None]
    return (squares - a @ b.T).clamp(min=0)
