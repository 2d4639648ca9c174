"""Each map is padded with zero channels; broadcasting adds the halves."""

import torch.nn.functional as F
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    c = prototypes.shape[1]
    return F.pad(prototypes, (0, 0, 0, 0, 0, c))[None] + F.pad(queries, (0, 0, 0, 0, c, 0))[:, None]
