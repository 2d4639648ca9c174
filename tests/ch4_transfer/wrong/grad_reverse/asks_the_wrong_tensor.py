"""You ask whether x requires a gradient, but inside torch.no_grad() what you made from x does not, and its hook fails. Ask that tensor.

The guard of needs_a_gradient, one step short.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    branch = x.clone()
    if x.requires_grad:
        branch.register_hook(lambda gradient: -lam * gradient)
    return branch
