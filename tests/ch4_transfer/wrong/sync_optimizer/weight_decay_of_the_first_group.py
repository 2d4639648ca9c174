"""You hand the first group's weight decay on to the new parameters; theirs is the optimizer's default.

param_groups[0] is often read as if it were the optimizer's setting.
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
        weight_decay = optimizer.param_groups[0]["weight_decay"]
        optimizer.add_param_group({"params": lacking, "lr": lr, "weight_decay": weight_decay})
    return optimizer
