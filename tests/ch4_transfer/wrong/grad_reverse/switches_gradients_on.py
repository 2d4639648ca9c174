"""You switch requires_grad on for the x you were given. Leave x as it is: when it needs no gradient, the result needs none.

A way round the exception of register_hook for a tensor without gradient.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    with torch.enable_grad():
        if not x.requires_grad:
            x.requires_grad_()
        branch = x.clone()
        branch.register_hook(lambda gradient: -lam * gradient)
        return branch
