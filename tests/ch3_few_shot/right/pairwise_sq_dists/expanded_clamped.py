"""|a|^2 + |b|^2 - 2ab with a clamp.

It rounds, but is never below 0; at distance 0 its gradient is 0, whether the clamp passes it or not.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    squares = a.pow(2).sum(dim=1, keepdim=True) + b.pow(2).sum(dim=1)
    return (squares - 2 * a @ b.T).clamp(min=0)
