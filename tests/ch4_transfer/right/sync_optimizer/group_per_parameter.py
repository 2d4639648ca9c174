"""A group for each parameter that is lacking.

Identity by id().
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    for layer in layers:
        for value in layer.parameters():
            covered = {id(other) for group in optimizer.param_groups for other in group["params"]}
            if value.requires_grad and id(value) not in covered:
                optimizer.add_param_group({"params": value, "lr": lr})
    return optimizer
