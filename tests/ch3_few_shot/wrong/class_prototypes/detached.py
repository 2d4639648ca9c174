"""The prototypes carry no gradient: a detach, no_grad or .data cuts z off, so the encoder would learn nothing from its support set.

Right values; training then moves the queries only.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    return torch.stack([z.detach()[y == label].mean(dim=0) for label in range(n_way)])
