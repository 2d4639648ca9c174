"""You multiply the squared distance by sigma. It is divided by 2 sigma^2: a larger sigma means a wider kernel.

gamma of scikit-learn's rbf_kernel, which is 1 / (2 sigma^2).
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-sigma * (a[:, None] - b[None]).square().sum(2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    return _kernel(x, x, sigma).mean() + _kernel(y, y, sigma).mean() - 2 * _kernel(x, y, sigma).mean()
