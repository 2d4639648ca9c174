"""You take what has state for covered; a covered parameter has none before its first step.

optimizer.state is filled by step().
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    lacking = [
        value
        for layer in layers
        for value in layer.parameters()
        if value.requires_grad and value not in optimizer.state
    ]
    if lacking:
        optimizer.add_param_group({"params": lacking, "lr": lr})
    return optimizer
