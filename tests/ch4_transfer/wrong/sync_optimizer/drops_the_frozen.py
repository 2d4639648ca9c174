"""You drop covered parameters that do not train just now, with their rate and their momentum.

Groups are filtered by requires_grad.
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    for group in optimizer.param_groups:
        group["params"] = [value for value in group["params"] if value.requires_grad]
    covered = {value for group in optimizer.param_groups for value in group["params"]}
    lacking = [
        value for layer in layers for value in layer.parameters() if value.requires_grad and value not in covered
    ]

    if lacking:
        optimizer.add_param_group({"params": lacking, "lr": lr})
    return optimizer
