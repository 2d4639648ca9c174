"""You keep lam with x (as its attribute, or under its id), so a second call on the same x changes the factor of the first. Keep it with the call.

A tensor takes any attribute, and each x seems to meet the layer only once; two domain heads on the same features
break that.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    x.lam = lam
    branch = x.clone()
    if branch.requires_grad:
        branch.register_hook(lambda gradient: -x.lam * gradient)
    return branch
