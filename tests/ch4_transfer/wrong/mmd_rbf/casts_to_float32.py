"""You convert the samples to float32. Compute in their own dtype.

`.float()` as a habit; the three means nearly cancel, so few digits are left.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().sum(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    dtype = x.dtype
    x, y = x.float(), y.float()
    squared = _kernel(x, x, sigma).mean() + _kernel(y, y, sigma).mean() - 2 * _kernel(x, y, sigma).mean()
    return squared.to(dtype)
