"""The pairs carry no gradient at all: a no_grad, .data, numpy or torch.tensor cuts the graph.

Right values.
"""

import torch
from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    with torch.no_grad():
        return torch.stack([torch.stack([torch.cat([p, q]) for p in prototypes]) for q in queries])
