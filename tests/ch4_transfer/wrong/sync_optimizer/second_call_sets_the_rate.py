"""A second call with another lr changes the rate of what an earlier call added.

Groups that hold parameters of these layers are updated.
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

    ours = {value for layer in layers for value in layer.parameters()}
    for group in optimizer.param_groups[2:]:
        if set(group["params"]) <= ours:
            group["lr"] = lr
    if lacking:
        optimizer.add_param_group({"params": lacking, "lr": lr})
    return optimizer
