"""Built as classes x queries and then transposed: a view with other strides."""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    parts = [prototypes[:, None].expand(-1, b, -1, -1, -1), queries[None].expand(n, -1, -1, -1, -1)]
    return torch.cat(parts, dim=-3).transpose(0, 1)
