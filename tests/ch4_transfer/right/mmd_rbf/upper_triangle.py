"""The pairs within a sample once each, the diagonal added as 1.

The kernel is symmetric, and k(a, a) = 1; pdist has no entry for a row with itself.
"""

import torch
from torch import Tensor


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    def within(a: Tensor) -> Tensor:
        return (len(a) + 2 * torch.exp(-torch.pdist(a).square() / (2 * sigma**2)).sum()) / len(a) ** 2

    return within(x) + within(y) - 2 * torch.exp(-torch.cdist(x, y).square() / (2 * sigma**2)).mean()
