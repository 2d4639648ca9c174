"""The values are right, but the gradient is only half of 2 (a - b): one of the two factors of the square is detached, or a hand-written backward lacks the factor 2.

A product of the difference with a detached copy of itself; seen only in the gradient.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    difference = a[:, None] - b[None]
    return (difference * difference.detach()).sum(dim=-1)
