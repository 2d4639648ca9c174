"""You standardise the features first. The distances are those of the samples as they are.

A sensible step before choosing a width, and another number.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().sum(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    both = torch.cat([x, y])
    centre, spread = both.mean(0), both.std(0, unbiased=False) + 1e-8
    x, y = (x - centre) / spread, (y - centre) / spread
    return _kernel(x, x, sigma).mean() + _kernel(y, y, sigma).mean() - 2 * _kernel(x, y, sigma).mean()
