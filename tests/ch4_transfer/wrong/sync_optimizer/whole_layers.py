"""You decide for whole layers: one whose first parameter is covered or frozen is left out altogether.

A layer can be frozen or covered in part.
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    covered = {value for group in optimizer.param_groups for value in group["params"]}

    for layer in layers:
        values = list(layer.parameters())
        if values and values[0].requires_grad and values[0] not in covered:
            optimizer.add_param_group({"params": values, "lr": lr})
    return optimizer
