"""One kernel of all rows, and weights 1/n and -1/m.

The squared norm of the difference of both mean embeddings: w' K w.
"""

import torch
from torch import Tensor


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    both = torch.cat([x, y])
    weights = torch.cat([x.new_full((len(x),), 1 / len(x)), y.new_full((len(y),), -1 / len(y))])
    squared = (both.unsqueeze(1) - both.unsqueeze(0)).pow(2).sum(-1)
    return weights @ torch.exp(squared / (-2 * sigma**2)) @ weights
