"""You subtract the mean from the samples in place (-=). Work on tensors of your own.

Moving both samples together changes no distance, so the value is right, but the caller's tensors change.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().sum(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    with torch.no_grad():
        centre = torch.cat([x, y]).mean(0)
        x -= centre
        y -= centre
    return _kernel(x, x, sigma).mean() + _kernel(y, y, sigma).mean() - 2 * _kernel(x, y, sigma).mean()
