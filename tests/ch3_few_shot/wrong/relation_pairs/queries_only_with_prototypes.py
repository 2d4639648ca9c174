"""When the prototypes need no gradient, you give the queries none either. They need theirs, whatever the others do.

The copy for all pairs is made without a graph unless the prototypes are being trained.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    with torch.set_grad_enabled(prototypes.requires_grad):
        of_classes = prototypes[None].expand(len(queries), -1, -1, -1, -1)
        of_queries = queries[:, None].expand(-1, len(prototypes), -1, -1, -1)
        return torch.cat([of_classes, of_queries], dim=2)
