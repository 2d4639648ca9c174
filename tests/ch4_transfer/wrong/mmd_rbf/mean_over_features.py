"""You average the squared differences over the features. They are summed.

mean for sum; the kernel gets wider with every feature.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().mean(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    return _kernel(x, x, sigma).mean() + _kernel(y, y, sigma).mean() - 2 * _kernel(x, y, sigma).mean()
