"""You return one long list of pairs, (B N, 2C, H, W); queries and classes are two axes.

The form in which a relation module takes them; the contract keeps both axes.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    return torch.cat([prototypes.repeat(b, 1, 1, 1), queries.repeat_interleave(n, dim=0)], dim=1)
