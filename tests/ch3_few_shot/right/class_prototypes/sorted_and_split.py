"""Sorted by label and split by the sizes of the classes."""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    parts = z[torch.argsort(y)].split(torch.bincount(y, minlength=n_way).tolist())
    return torch.cat([part.mean(dim=0, keepdim=True) for part in parts])
