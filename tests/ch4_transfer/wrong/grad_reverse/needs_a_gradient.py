"""Your hook fails where no gradient is needed, as in evaluation. Check whether the tensor you hang it on requires a gradient.

Tensor.register_hook raises a RuntimeError for a tensor that does not require a gradient.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    branch = x.clone()
    branch.register_hook(lambda gradient: -lam * gradient)
    return branch
