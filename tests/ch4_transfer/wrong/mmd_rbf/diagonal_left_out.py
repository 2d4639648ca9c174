"""You leave out the pairs of a sample with itself but still divide by all pairs. Here they count.

Half of the way to the unbiased estimate.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().sum(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    within_x = (_kernel(x, x, sigma).sum() - len(x)) / len(x) ** 2
    within_y = (_kernel(y, y, sigma).sum() - len(y)) / len(y) ** 2
    return within_x + within_y - 2 * _kernel(x, y, sigma).mean()
