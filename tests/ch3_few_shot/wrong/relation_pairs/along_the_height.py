"""You concatenate along the height; the channels are the axis in front of height and width.

dim=3 of five axes.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    return torch.cat([prototypes[None].expand(b, -1, -1, -1, -1), queries[:, None].expand(-1, n, -1, -1, -1)], dim=3)
