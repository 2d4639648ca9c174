"""You keep sigma between 0.5 and 5. It may be any number above 0.

A guard against kernels that are all 0 or all 1.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).pow(2).sum(-1) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    width = min(max(sigma, 0.5), 5.0)
    return _kernel(x, x, width).mean() + _kernel(y, y, width).mean() - 2 * _kernel(x, y, width).mean()
