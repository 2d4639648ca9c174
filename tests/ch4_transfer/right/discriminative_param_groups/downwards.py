"""From the top downwards, dividing as it goes.

The order of the groups is free.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    groups, lr = [], base_lr
    for layer in reversed(layers):
        groups.append({"params": list(layer.parameters()), "lr": lr})
        lr = lr / decay
    return groups
