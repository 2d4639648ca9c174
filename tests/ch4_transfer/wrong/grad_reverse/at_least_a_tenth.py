"""You raise a small lam to 0.1. The factor is lam as it is, however small.

A lower bound, so that the features feel the domain classifier from the start.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    factor = max(lam, 0.1) if lam else lam
    return (x + factor * x).detach() - factor * x
