"""You treat a single prototype apart, and it gets no gradient. The gradient reaches the prototypes, however many there are.

A case of its own for N = 1. Right values.
"""

import torch


def relation_pairs(prototypes, queries):
    if len(prototypes) == 1:
        repeated = prototypes.detach().expand_as(queries)
        return torch.cat([repeated, queries], dim=1)[:, None]
    first, second = torch.broadcast_tensors(prototypes[None], queries[:, None])
    return torch.cat([first, second], dim=2)
