"""You change an argument in place: the caller's feature maps are no longer what they were.

An activation in place, as F.relu_ or -=, on what was handed in.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    pairs = torch.cat([prototypes[None].expand(b, -1, -1, -1, -1), queries[:, None].expand(-1, n, -1, -1, -1)], dim=2)
    with torch.no_grad():
        prototypes.relu_()
        queries.relu_()
    return pairs
