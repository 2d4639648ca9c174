"""You divide by the number of parameter tensors; both terms are sums.

A mean over layers.
"""

import torch
from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    terms = [
        alpha / 2 * (value - initial[name]).square().sum() if name in initial else beta / 2 * value.square().sum()
        for name, value in model.named_parameters()
    ]
    return torch.stack(terms).mean()
