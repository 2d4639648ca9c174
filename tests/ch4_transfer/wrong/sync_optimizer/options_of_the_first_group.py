"""You copy the options of the first group for the new parameters; theirs are the optimizer's defaults.

{**param_groups[0], ...} looks like a safe template, and is one as long as all groups have the defaults.
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
        optimizer.add_param_group({**optimizer.param_groups[0], "params": lacking, "lr": lr})
    return optimizer
