"""You look for covered parameters in the first group only; there may be several.

optimizer.param_groups[0]; what lies in another group would be added twice.
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    covered = set(optimizer.param_groups[0]["params"])
    lacking = [
        value for layer in layers for value in layer.parameters() if value.requires_grad and value not in covered
    ]
    if lacking:
        optimizer.add_param_group({"params": lacking, "lr": lr})
    return optimizer
