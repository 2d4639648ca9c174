"""You drop axes of size 1. The result has the shape of x, whatever shape that is.

Squeezed for the domain labels of shape (n,), inside the layer instead of behind it.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    branch = x.clone().squeeze()
    if branch.requires_grad:
        branch.register_hook(lambda gradient: -lam * gradient)
    return branch
