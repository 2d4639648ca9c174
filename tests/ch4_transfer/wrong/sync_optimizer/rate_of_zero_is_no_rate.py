"""You take a rate of 0 for no rate, and use the optimizer's default instead.

`lr or default` also replaces a 0.
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
        optimizer.add_param_group({"params": lacking, "lr": lr or optimizer.defaults["lr"]})
    return optimizer
