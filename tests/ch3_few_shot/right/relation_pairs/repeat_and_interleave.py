"""repeat for the classes, repeat_interleave for the queries, then a view."""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    pairs = torch.cat([prototypes.repeat(b, 1, 1, 1), queries.repeat_interleave(n, dim=0)], dim=1)
    return pairs.view(b, n, *pairs.shape[1:])
