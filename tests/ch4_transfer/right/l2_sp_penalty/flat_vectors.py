"""All parameters, their targets and their weights, each as one long vector.

A parameter without a start has the target 0.
"""

import torch
from torch import Tensor, nn


def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    values, targets, weights = [], [], []
    for name, value in model.named_parameters():
        values.append(value.flatten())
        targets.append(initial[name].flatten() if name in initial else torch.zeros_like(value).flatten())
        weights.append(torch.full_like(values[-1], alpha if name in initial else beta))
    difference = torch.cat(values) - torch.cat(targets)
    return 0.5 * (torch.cat(weights) * difference * difference).sum()
