"""Two nested torch.func.vmap over a function of two vectors."""

import torch
from torch.func import vmap


def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    def of_two(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return torch.sum((x - y) ** 2)

    return vmap(vmap(of_two, in_dims=(None, 0)), in_dims=(0, None))(a, b)
