"""With lam = 0 you return a detached tensor, through which backward() cannot go. A gradient of 0 is not the same as no graph.

A shortcut, since nothing passes anyway; but at the start of the schedule lam is 0, and the loss of that branch alone
has to have a backward pass.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    if lam == 0:
        return x.detach()
    return (x + lam * x).detach() - lam * x
