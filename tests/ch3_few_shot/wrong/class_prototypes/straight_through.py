"""The gradient of each prototype goes to its rows with the factor 1 instead of 1/n: the division happens outside the graph.

Right values, as if the rows had been summed on the way back.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    sums = torch.zeros(n_way, z.shape[1], dtype=z.dtype, device=z.device).index_add(0, y, z)
    means = sums.detach() / torch.bincount(y, minlength=n_way)[:, None]
    return sums + (means - sums.detach())
