"""You put the channels of the query first; those of the prototype come first.

The relation module would have to be trained anew; seen in every value.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    return torch.cat([queries[:, None].expand(-1, n, -1, -1, -1), prototypes[None].expand(b, -1, -1, -1, -1)], dim=2)
