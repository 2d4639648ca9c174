"""The differences contracted with themselves."""

import torch


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    difference = a.unsqueeze(1) - b
    return torch.einsum("bnd,bnd->bn", difference, difference)
