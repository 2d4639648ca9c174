"""You leave out the pairs of a sample with itself and divide by n(n - 1). That is the unbiased estimate; here all pairs count.

Gretton et al. give the unbiased form first (lemma 6, eq. 3) and this one two equations later.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().sum(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    n, m = len(x), len(y)
    within_x = (_kernel(x, x, sigma).sum() - n) / (n * (n - 1))
    within_y = (_kernel(y, y, sigma).sum() - m) / (m * (m - 1))
    return within_x + within_y - 2 * _kernel(x, y, sigma).mean()
