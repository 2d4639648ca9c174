"""You add only the first layer that is lacking; all of them are to be covered.

A break too early.
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    covered = {value for group in optimizer.param_groups for value in group["params"]}

    for layer in reversed(layers):
        lacking = [value for value in layer.parameters() if value.requires_grad and value not in covered]
        if lacking:
            optimizer.add_param_group({"params": lacking, "lr": lr})
            break
    return optimizer
