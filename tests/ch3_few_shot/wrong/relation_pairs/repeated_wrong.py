"""You mix up repeat and repeat_interleave, so that in some pairs the class or the query is another than the position says.

Both are repeated in the same way; the pairs (0, 0), (1, 1), ... come several times, others never.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    pairs = torch.cat([prototypes.repeat(b, 1, 1, 1), queries.repeat(n, 1, 1, 1)], dim=1)
    return pairs.view(b, n, *pairs.shape[1:])
