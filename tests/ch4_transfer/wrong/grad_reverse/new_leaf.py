"""You start a new graph at the result, so the reversed gradient ends there and never reaches x. Stay connected to x.

detach().requires_grad_() gives a tensor that accepts a hook, but its gradient has nowhere to go.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    branch = x.detach().requires_grad_()
    branch.register_hook(lambda gradient: -lam * gradient)
    return branch
