"""You append to a group that exists, so that the new parameters get its rate instead of lr.

param_groups[-1]['params'] is extended.
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

    optimizer.param_groups[-1]["params"].extend(lacking)
    return optimizer
