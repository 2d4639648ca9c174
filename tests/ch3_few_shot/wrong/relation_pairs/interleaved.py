"""Your channels alternate between prototype and query; first come all channels of the prototype, then all of the query.

stack and flatten instead of cat.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    parts = [prototypes[None].expand(b, -1, -1, -1, -1), queries[:, None].expand(-1, n, -1, -1, -1)]
    return torch.stack(parts, dim=3).flatten(2, 3)
