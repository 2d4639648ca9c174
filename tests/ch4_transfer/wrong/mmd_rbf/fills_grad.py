"""You call backward() yourself. Return the result; whoever trains decides about gradients.

The value and later gradients are right, but .grad has been written to.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).square().sum(2) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    squared = _kernel(x, x, sigma).mean() + _kernel(y, y, sigma).mean() - 2 * _kernel(x, y, sigma).mean()
    if squared.requires_grad:
        squared.backward(retain_graph=True)
    return squared
