"""You compare how many parameters there are; those of the optimizer may be others than those of the layers.

An optimizer may cover parameters outside the layers, as many as it likes.
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
    if lacking and len(covered) < sum(value.requires_grad for layer in layers for value in layer.parameters()):
        optimizer.add_param_group({"params": lacking, "lr": lr})
    return optimizer
