"""You average over the features instead of the rows of each class.

A single number per class, or a wrong axis; the shape tells.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    return torch.stack([z[y == label].mean() for label in range(n_way)])[:, None].expand(-1, z.shape[1])
