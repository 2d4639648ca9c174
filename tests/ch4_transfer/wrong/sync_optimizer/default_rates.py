"""You make a new optimizer with the old state, but the old groups get its default rate.

state_dict() is not used, and the groups are made of parameters alone.
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

    if not lacking:
        return optimizer
    options = {**optimizer.defaults}
    fresh = type(optimizer)([{"params": group["params"]} for group in optimizer.param_groups], **options)
    fresh.state.update(optimizer.state)
    fresh.add_param_group({"params": lacking, "lr": lr})
    return fresh
