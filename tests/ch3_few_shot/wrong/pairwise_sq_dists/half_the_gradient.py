"""You detach one of the two factors of the square: the values are right, but the gradient is only half of 2 (a - b).

A product of the difference with a detached copy of itself; seen only in the gradient.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    difference = a[:, None] - b[None]
    return (difference * difference.detach()).sum(dim=-1)
