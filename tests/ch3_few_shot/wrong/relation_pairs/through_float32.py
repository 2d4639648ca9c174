"""You convert to float32 on the way and back: float64 maps lose half their digits.

A .float() for the network, mended at the end.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    p, q = prototypes.float(), queries.float()
    pairs = torch.cat([p[None].expand(b, -1, -1, -1, -1), q[:, None].expand(-1, n, -1, -1, -1)], dim=2)
    return pairs.to(queries.dtype)
