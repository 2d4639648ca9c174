"""Algebra: -lam * x carries the gradient, a detached term restores the values.

The values differ from x by rounding only.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    return -lam * x + (x + lam * x).detach()
