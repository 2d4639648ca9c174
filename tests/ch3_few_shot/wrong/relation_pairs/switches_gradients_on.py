"""You switch requires_grad of an argument on: that changes the caller's tensor.

Right values and gradients.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    b, n = len(queries), len(prototypes)
    for argument in (prototypes, queries):
        if argument.is_leaf:
            argument.requires_grad_()
    return torch.cat([prototypes[None].expand(b, -1, -1, -1, -1), queries[:, None].expand(-1, n, -1, -1, -1)], dim=2)
