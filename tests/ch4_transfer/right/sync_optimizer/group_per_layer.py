"""A group for each layer, where something is lacking.

any() with `is`.
"""

from collections.abc import Sequence

import torch
from torch import nn


def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    def is_covered(value: torch.Tensor) -> bool:
        return any(value is other for group in optimizer.param_groups for other in group["params"])

    for layer in layers:
        fresh = [value for value in layer.parameters() if value.requires_grad and not is_covered(value)]
        if fresh:
            optimizer.add_param_group({"params": fresh, "lr": lr})
    return optimizer
