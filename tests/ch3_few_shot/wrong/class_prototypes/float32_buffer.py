"""You collect the prototypes in a float32 tensor: torch.zeros without a dtype; float64 embeddings lose half their digits.

The assignment converts silently.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    prototypes = torch.zeros(n_way, z.shape[1], device=z.device)
    for label in range(n_way):
        prototypes[label] = z[y == label].mean(dim=0)
    return prototypes
