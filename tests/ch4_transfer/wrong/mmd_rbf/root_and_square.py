"""You take the root of the squared distance and square it again: the root's derivative at 0 is infinite, and the gradient becomes NaN. The root is not needed.

Every sample is at distance 0 from itself, so no gradient survives.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    distance = (a[:, None] - b[None]).square().sum(2).sqrt()
    return torch.exp(-(distance**2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    return _kernel(x, x, sigma).mean() + _kernel(y, y, sigma).mean() - 2 * _kernel(x, y, sigma).mean()
