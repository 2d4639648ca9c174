"""F.mse_loss with the reduction 'sum'.

The start is detached and cast, just in case.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = 0.0
    for name, value in model.named_parameters():
        target = initial[name].detach().to(value) if name in initial else torch.zeros_like(value)
        factor = (alpha if name in initial else beta) / 2
        penalty = penalty + factor * F.mse_loss(value, target, reduction="sum")
    return penalty
