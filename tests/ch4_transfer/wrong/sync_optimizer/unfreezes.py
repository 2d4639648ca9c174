"""You let all layers train; which of them do is decided elsewhere.

requires_grad_() on every layer.
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    for layer in layers:
        layer.requires_grad_(True)
    covered = {value for group in optimizer.param_groups for value in group["params"]}
    lacking = [
        value for layer in layers for value in layer.parameters() if value.requires_grad and value not in covered
    ]

    if lacking:
        optimizer.add_param_group({"params": lacking, "lr": lr})
    return optimizer
