"""einsum in float64, converted back to the dtype of z."""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    weights = (y[None] == torch.arange(n_way, device=y.device)[:, None]).double()
    weights = weights / weights.sum(dim=1, keepdim=True)
    return torch.einsum("jm,md->jd", weights, z.double()).to(z.dtype)
