"""Your kernel is exp(-d^2 / sigma^2). The denominator is 2 sigma^2.

Both ways of writing the width are in use.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().sum(2) / sigma**2)


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    return _kernel(x, x, sigma).mean() + _kernel(y, y, sigma).mean() - 2 * _kernel(x, y, sigma).mean()
