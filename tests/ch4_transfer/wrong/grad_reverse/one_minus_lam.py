"""Your result still carries the plain gradient of x, so the total factor is 1 - lam. Only -lam may be left.

A slip in the trick without a backward pass of one's own: x itself is not detached.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    return x - lam * x + (lam * x).detach()
