"""You set the rates to where a schedule began; what is covered keeps the rate that it has now.

A scheduler notes the rate it started from in each group, as initial_lr.
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
    for group in optimizer.param_groups:
        group["lr"] = group.get("initial_lr", group["lr"])
    if lacking:
        optimizer.add_param_group({"params": lacking, "lr": lr})
    return optimizer
