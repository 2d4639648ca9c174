"""torch.cdist and a square.

The backward pass of cdist takes 0 for the derivative of the root at distance 0, so the gradient is finite
and right.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.cdist(a, b).square()
