"""You subtract the mean kernel between the samples once. It is subtracted twice: it occurs twice in the square.

A lost 2 from (a - b)^2 = a^2 - 2ab + b^2.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().sum(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    return _kernel(x, x, sigma).mean() + _kernel(y, y, sigma).mean() - _kernel(x, y, sigma).mean()
