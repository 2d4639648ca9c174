"""Your result has a column for each class; it needs a row for each class.

torch.stack along the wrong axis.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    return torch.stack([z[y == label].mean(dim=0) for label in range(n_way)], dim=1)
