"""You give the new group a momentum of 0.9; it gets that of the optimizer's defaults, whatever it is.

The usual value of the papers, written down as a number.
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
        options = {"momentum": 0.9} if "momentum" in optimizer.defaults else {}
        optimizer.add_param_group({"params": lacking, "lr": lr, **options})
    return optimizer
