"""You take the median of each class; the prototype is the mean.

Equal to the mean for classes of one row only.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    return torch.stack([z[y == label].median(dim=0).values for label in range(n_way)])
