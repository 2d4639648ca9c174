"""Both halves of the channels come from the prototype; the second half belongs to the query.

A name written twice.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    parts = prototypes[None].expand(len(queries), -1, -1, -1, -1)
    return torch.cat([parts, parts], dim=2)
