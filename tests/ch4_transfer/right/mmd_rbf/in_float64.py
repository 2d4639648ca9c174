"""Computed in float64, returned in the dtype of x.

More digits than asked for.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().sum(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    a, b = x.double(), y.double()
    squared = _kernel(a, a, sigma).mean() + _kernel(b, b, sigma).mean() - 2 * _kernel(a, b, sigma).mean()
    return squared.to(x.dtype)
