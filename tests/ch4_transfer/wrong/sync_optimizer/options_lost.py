"""Groups that were there lose options of their own, such as their weight decay.

Only params and lr are carried over to a new optimizer.
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
    groups = [{"params": group["params"], "lr": group["lr"]} for group in optimizer.param_groups]
    fresh = type(optimizer)([*groups, {"params": lacking, "lr": lr}], **optimizer.defaults)
    fresh.state.update(optimizer.state)
    return fresh
