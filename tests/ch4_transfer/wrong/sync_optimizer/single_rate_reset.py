"""You put the rate of an optimizer with one group back to its default; a rate that was changed since stays as it is.

defaults holds the rate of the beginning, before any schedule.
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
    if len(optimizer.param_groups) == 1:
        optimizer.param_groups[0]["lr"] = optimizer.defaults["lr"]
    if lacking:
        optimizer.add_param_group({"params": lacking, "lr": lr})
    return optimizer
