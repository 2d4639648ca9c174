"""You add to a group that has the rate lr already, and so the new parameters get its other options.

It keeps the number of groups small, but a group is more than its rate.
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
        same = [group for group in optimizer.param_groups if group["lr"] == lr]
        if same:
            same[0]["params"].extend(lacking)
        else:
            optimizer.add_param_group({"params": lacking, "lr": lr})
    return optimizer
