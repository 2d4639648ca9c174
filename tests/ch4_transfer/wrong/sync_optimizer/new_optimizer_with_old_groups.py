"""You make a new optimizer with the old groups and forget the state: momentum begins at zero again.

Rates are kept, state is not.
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
    return type(optimizer)([*optimizer.param_groups, {"params": lacking, "lr": lr}], **optimizer.defaults)
