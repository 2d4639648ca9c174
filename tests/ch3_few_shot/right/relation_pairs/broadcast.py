"""broadcast_tensors and a stack of the two halves, flattened into channels."""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    halves = torch.broadcast_tensors(prototypes.unsqueeze(0), queries.unsqueeze(1))
    return torch.stack(halves, dim=2).flatten(2, 3)
