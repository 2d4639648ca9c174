"""Your first axis counts the classes; the first one counts the queries, the second the classes.

(N, B, ...) instead of (B, N, ...); values too are where the other axis should be.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    return torch.cat([prototypes[:, None].expand(-1, b, -1, -1, -1), queries[None].expand(n, -1, -1, -1, -1)], dim=2)
