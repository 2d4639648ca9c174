"""Your maps have height and width exchanged.

Seen where they differ, and in the values where they are equal.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    pairs = torch.cat([prototypes[None].expand(b, -1, -1, -1, -1), queries[:, None].expand(-1, n, -1, -1, -1)], dim=2)
    return pairs.transpose(3, 4).reshape(pairs.shape)
