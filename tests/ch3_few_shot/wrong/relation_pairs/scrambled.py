"""You reshape a table of classes x queries into one of queries x classes: that does not transpose it, it pairs the wrong maps.

view or reshape cuts the same sequence of numbers into other rows.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    pairs = torch.cat(
        [prototypes[:, None].expand(-1, b, -1, -1, -1), queries[None].expand(n, -1, -1, -1, -1)], dim=2
    )
    return pairs.reshape(b, n, *pairs.shape[2:])
