"""You multiply the values of x by -lam as well. Forward nothing may change; only the gradient is multiplied on its way back.

The shortest expression with the stated derivative, if one overlooks that the values are wrong.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    return -lam * x
