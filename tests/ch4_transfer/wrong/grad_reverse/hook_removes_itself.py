"""You reverse in the first backward pass only: in a second one through the same result the gradient arrives unchanged. Keep the hook (or state) for every pass.

Removing a hook once it has run, out of fear that hooks pile up; this one belongs to the branch and goes with it.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    branch = x.clone()
    if branch.requires_grad:

        def turn(gradient: torch.Tensor) -> torch.Tensor:
            handle.remove()
            return -lam * gradient

        handle = branch.register_hook(turn)
    return branch
