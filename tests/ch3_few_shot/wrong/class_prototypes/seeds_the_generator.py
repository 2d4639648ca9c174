"""You seed the global random generator, though nothing here is random: everything drawn afterwards repeats itself.

Right values; the caller's random numbers change.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    torch.manual_seed(0)
    return torch.stack([z[y == label].mean(dim=0) for label in range(n_way)])
