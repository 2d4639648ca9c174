"""You flatten the feature maps; channels, height and width are to stay, because the relation module convolves over them.

(B, N, 2 C H W) instead of (B, N, 2C, H, W).
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    return torch.cat([prototypes[None].expand(b, -1, -1, -1, -1).flatten(2),
                      queries[:, None].expand(-1, n, -1, -1, -1).flatten(2)], dim=2)
