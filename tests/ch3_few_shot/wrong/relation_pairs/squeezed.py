"""You squeeze the result: axes of length 1 disappear.

Seen for a single query, class or pixel.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    pairs = torch.cat([prototypes[None].expand(b, -1, -1, -1, -1), queries[:, None].expand(-1, n, -1, -1, -1)], dim=2)
    return pairs.squeeze()
