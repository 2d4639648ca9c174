"""You divide all three sums by n^2. Each has its own number of pairs: n^2, m^2 and n m.

Samples of equal size hide it.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().sum(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    n = len(x)
    return (_kernel(x, x, sigma).sum() + _kernel(y, y, sigma).sum() - 2 * _kernel(x, y, sigma).sum()) / n**2
