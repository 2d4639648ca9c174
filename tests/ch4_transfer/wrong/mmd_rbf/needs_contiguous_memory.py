"""You use view on samples that may not lie in memory row by row, such as a transpose. reshape or flatten take any tensor.

view(-1) fails where strides differ from those of a fresh tensor.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    n, m = len(a), len(b)
    left, right = a.view(-1).view(n, 1, -1), b.view(-1).view(1, m, -1)
    return torch.exp(-(left - right).square().sum(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    return _kernel(x, x, sigma).mean() + _kernel(y, y, sigma).mean() - 2 * _kernel(x, y, sigma).mean()
