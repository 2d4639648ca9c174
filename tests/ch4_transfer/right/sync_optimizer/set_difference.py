"""Trainable minus covered, by dictionaries from id to parameter.

Keeps the order.
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    wanted = {id(value): value for value in nn.ModuleList(layers).parameters() if value.requires_grad}
    for group in optimizer.param_groups:
        for value in group["params"]:
            wanted.pop(id(value), None)
    if wanted:
        optimizer.add_param_group({"params": list(wanted.values()), "lr": float(lr)})
    return optimizer
