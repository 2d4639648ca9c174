"""You fill a table made by torch.zeros(B, N): it has the default dtype and device, not those of a. Pass both on when you create it.

Seen only with float64 inputs, or on a GPU.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    dists = torch.zeros(a.shape[0], b.shape[0])
    for i, row in enumerate(a):
        dists[i] = (row - b).pow(2).sum(dim=1)
    return dists
