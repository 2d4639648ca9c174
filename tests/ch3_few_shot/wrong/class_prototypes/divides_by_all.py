"""You divide the sum of each class by the size of the whole support set instead of the size of the class.

A masked mean: the zeros of the other classes are counted too.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    return torch.stack([(z * (y == label).to(z.dtype)[:, None]).mean(dim=0) for label in range(n_way)])
