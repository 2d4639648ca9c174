"""A hook on a clone.

The clone belongs to this branch alone, and it is asked whether it requires a gradient.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    branch = x.clone()
    if branch.requires_grad:
        branch.register_hook(lambda gradient: gradient * -lam)
    return branch
