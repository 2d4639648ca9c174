"""You cut lam down to a whole number where it is above 1. The factor is lam as it is.

int(lam), to be safe when lam is handed in as a float such as 12.0.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    factor = int(lam) if lam >= 1 else lam
    return (x + factor * x).detach() - factor * x
