"""Positions of all pairs by cartesian_prod, then indexing."""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    at = torch.cartesian_prod(torch.arange(len(queries)), torch.arange(len(prototypes)))
    pairs = torch.cat([prototypes[at[:, 1]], queries[at[:, 0]]], dim=1)
    return pairs.unflatten(0, (len(queries), len(prototypes)))
