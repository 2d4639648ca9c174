"""You switch requires_grad of z on: that changes the caller's tensor.

Right values and gradients.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    if z.is_leaf:
        z.requires_grad_()
    return torch.stack([z[y == label].mean(dim=0) for label in range(n_way)])
