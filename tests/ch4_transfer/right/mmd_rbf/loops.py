"""Loops over all pairs.

The formula term by term.
"""

import torch
from torch import Tensor


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    def mean(a: Tensor, b: Tensor) -> Tensor:
        return sum(torch.exp(-(u - v).dot(u - v) / (2 * sigma * sigma)) for u in a for v in b) / (len(a) * len(b))

    return mean(x, x) + mean(y, y) - 2 * mean(x, y)
