"""A hook on a view of x.

A view is a tensor of its own in the graph, though it shares memory with x.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    branch = x.view_as(x)
    if branch.requires_grad:
        branch.register_hook(lambda gradient: -(lam * gradient))
    return branch
