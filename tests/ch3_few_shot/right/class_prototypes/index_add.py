"""Sums by index_add, counts by bincount."""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    sums = torch.zeros(n_way, z.shape[1], dtype=z.dtype, device=z.device).index_add(0, y, z)
    return sums / torch.bincount(y, minlength=n_way)[:, None]
