"""Joins the last group if it has this rate and the default options; else a new group.

Which groups there are is free.
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

    if not lacking:
        return optimizer
    last = optimizer.param_groups[-1]
    options = {**optimizer.defaults, "lr": lr}
    if all(last[name] == value for name, value in options.items()):
        last["params"].extend(lacking)
    else:
        optimizer.add_param_group({"params": lacking, **options})
    return optimizer
