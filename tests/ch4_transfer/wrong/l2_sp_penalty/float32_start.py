"""Your sum begins with a float32 tensor or passes through Python numbers, so that float64 loses its digits.

The terms are converted with float().
"""

import torch
from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    penalty = torch.zeros((), device=next(model.parameters()).device)
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + (alpha / 2 * (value - initial[name]).square().sum()).float()
        else:
            penalty = penalty + (beta / 2 * value.square().sum()).float()
    return penalty
