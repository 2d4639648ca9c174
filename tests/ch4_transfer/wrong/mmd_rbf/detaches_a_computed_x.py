"""You detach x where it was computed by a network, which then gets no gradient.

`if not x.is_leaf: x = x.detach().requires_grad_()`, to be able to read x.grad.
"""

import torch
from torch import Tensor


def _kernel(a: Tensor, b: Tensor, sigma: float) -> Tensor:
    return torch.exp(-(a[:, None] - b[None]).pow(2).sum(-1) / (2 * sigma**2))


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    if not x.is_leaf:
        x = x.detach().requires_grad_()
    return _kernel(x, x, sigma).mean() + _kernel(y, y, sigma).mean() - 2 * _kernel(x, y, sigma).mean()
