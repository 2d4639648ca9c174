"""Two loops, cat and stack."""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    return torch.stack([torch.stack([torch.cat([p, q], dim=0) for p in prototypes]) for q in queries])
