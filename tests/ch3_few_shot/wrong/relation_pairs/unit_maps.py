"""You scale the feature maps; they are to be concatenated as they are.

F.normalize over the channels, as for a cosine.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    prototypes, queries = F.normalize(prototypes, dim=1), F.normalize(queries, dim=1)
    return torch.cat([prototypes[None].expand(b, -1, -1, -1, -1), queries[:, None].expand(-1, n, -1, -1, -1)], dim=2)
