"""You sort or overwrite y in place: the caller's labels no longer belong to their rows.

Right values; y belongs to the caller.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    order = y.argsort()
    rows, y[:] = z[order], y[order].clone()
    return torch.stack([rows[y == label].mean(dim=0) for label in range(n_way)])
