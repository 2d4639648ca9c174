"""You use view on an x that may not lie in memory row by row, such as a transpose. view_as(x), clone or reshape take any x.

view(x.shape) fails where strides differ from those of a fresh tensor.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    branch = x.view(-1).view(x.shape)
    if branch.requires_grad:
        branch.register_hook(lambda gradient: -lam * gradient)
    return branch
