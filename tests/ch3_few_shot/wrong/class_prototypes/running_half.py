"""Your running mean gives half of the weight to the last row of each class; all rows of a class count the same.

p = (p + row) / 2 is right for two rows, but not for three.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    prototypes = [None] * n_way
    for row, label in zip(z, y.tolist(), strict=True):
        prototypes[label] = row if prototypes[label] is None else (prototypes[label] + row) / 2
    return torch.stack(prototypes)
