"""Where a layer is covered in part, you copy the options of that group; new parameters get the defaults.

It seems natural to treat the parameters of one layer alike.
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    covered = {value for group in optimizer.param_groups for value in group["params"]}
    for layer in layers:
        lacking = [value for value in layer.parameters() if value.requires_grad and value not in covered]
        options: dict = {}
        for group in optimizer.param_groups:
            if any(value is other for value in layer.parameters() for other in group["params"]):
                options = group
        if lacking:
            optimizer.add_param_group({**options, "params": lacking, "lr": lr})
    return optimizer
