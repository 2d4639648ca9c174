"""You add a weight that two modules of a layer share once for each of them.

modules() with parameters(recurse=False) does not notice that they are the same; torch only warns.
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    covered = {value for group in optimizer.param_groups for value in group["params"]}
    lacking = [
        value
        for layer in layers
        for module in layer.modules()
        for value in module.parameters(recurse=False)
        if value.requires_grad and value not in covered
    ]

    if lacking:
        optimizer.add_param_group({"params": lacking, "lr": lr})
    return optimizer
