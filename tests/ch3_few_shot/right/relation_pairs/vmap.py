"""vmap over queries and, inside, over prototypes."""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    def pair(query: Tensor, prototype: Tensor) -> Tensor:
        return torch.cat([prototype, query])
    return torch.vmap(torch.vmap(pair, in_dims=(None, 0)), in_dims=(0, None))(queries, prototypes)
