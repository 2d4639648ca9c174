"""Rows divided by sigma first, squares by einsum.

The width is a matter of units.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    difference = (a[:, None] - b[None]) / sigma
    return torch.exp(-0.5 * torch.einsum("ijd,ijd->ij", difference, difference))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    return _kernel(x, x, sigma).mean() + _kernel(y, y, sigma).mean() - 2 * _kernel(x, y, sigma).mean()
