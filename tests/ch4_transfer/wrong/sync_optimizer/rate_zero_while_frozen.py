"""You set the rate of a group that is frozen to zero; it needs its rate when it trains again.

What does not require grad gets no .grad and is not moved by an optimizer anyway.
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
    for group in optimizer.param_groups:
        if not any(value.requires_grad for value in group["params"]):
            group["lr"] = 0.0
    if lacking:
        optimizer.add_param_group({"params": lacking, "lr": lr})
    return optimizer
