"""The prototypes carry no gradient when every class has one row: they are a copy of z there, and a copy must be differentiable too.

A special case that only sorts the rows, into an empty buffer with .data or under no_grad.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    if len(y) == n_way:
        return z.detach()[y.argsort()]
    return torch.stack([z[y == label].mean(dim=0) for label in range(n_way)])
