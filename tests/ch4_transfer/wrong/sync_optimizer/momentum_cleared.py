"""The state of the optimizer is gone, because you clear it or make a new optimizer; momentum and averages of what was covered shall be kept.

optimizer.state.clear(), to begin the new phase afresh.
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
        optimizer.add_param_group({"params": lacking, "lr": lr})
        optimizer.state.clear()
    return optimizer
