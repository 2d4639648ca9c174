"""The new parameters get no momentum and no weight decay; their options are the optimizer's defaults.

Options are set to zero where the rate is set.
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    covered = {value for group in optimizer.param_groups for value in group["params"]}
    lacking = [
        value for layer in layers for value in layer.parameters() if value.requires_grad and value not in covered
    ]

    if lacking:
        optimizer.add_param_group({"params": lacking, "lr": lr, "momentum": 0.0, "nesterov": False, "weight_decay": 0.0})
    return optimizer
