"""You fill a float32 tensor: torch.zeros or torch.empty without a dtype; float64 maps lose half their digits.

The assignment converts silently.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n, c = len(queries), len(prototypes), queries.shape[1]
    pairs = torch.zeros(b, n, 2 * c, *queries.shape[2:], device=queries.device)
    pairs[:, :, :c] = prototypes
    pairs[:, :, c:] = queries[:, None]
    return pairs
