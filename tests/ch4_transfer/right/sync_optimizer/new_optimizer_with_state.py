"""A new optimizer with the old groups, their options and their state.

What add_param_group would do in place.
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
    groups = [dict(group) for group in optimizer.param_groups]
    extended = type(optimizer)([*groups, {"params": lacking, "lr": lr}], **optimizer.defaults)
    for value, state in optimizer.state.items():
        extended.state[value] = state
    return extended
