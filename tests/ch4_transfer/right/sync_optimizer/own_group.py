"""The group is completed by hand and appended.

Every option but the rate comes from the defaults.
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
        optimizer.param_groups.append({**optimizer.defaults, "params": lacking, "lr": lr})
    return optimizer
