"""Only one row of each class gets a gradient: the others enter the mean as constants (a detach, .data or .item inside the sum).

Right values; e.g. a running sum that begins with a tensor and goes on with its data.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    means = []
    for label in range(n_way):
        rows = z[y == label]
        means.append((rows[0] + rows[1:].detach().sum(dim=0)) / len(rows))
    return torch.stack(means)
