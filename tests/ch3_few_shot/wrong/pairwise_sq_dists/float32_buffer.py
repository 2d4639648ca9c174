"""You return float32 distances for float64 rows: .float(), or a tensor created without a dtype (torch.zeros, torch.tensor), loses the dtype of a. Pass dtype and device on.

Seen only with float64 inputs, or on a GPU.
"""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    dists = torch.zeros(a.shape[0], b.shape[0])
    for i, row in enumerate(a):
        dists[i] = (row - b).pow(2).sum(dim=1)
    return dists
