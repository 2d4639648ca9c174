"""You make a new optimizer, which has forgotten its momentum and the rates of its groups.

Everything that trains, in one group.
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    trainable = [value for layer in layers for value in layer.parameters() if value.requires_grad]
    return type(optimizer)(trainable, **{**optimizer.defaults, "lr": lr})
