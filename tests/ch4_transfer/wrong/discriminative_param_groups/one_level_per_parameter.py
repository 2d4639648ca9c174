"""You divide the rate from parameter to parameter; a weight and its bias are on the same level.

The loop runs over parameters instead of layers.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    groups, lr = [], base_lr
    for layer in reversed(layers):
        for value in reversed(list(layer.parameters())):
            groups.append({"params": [value], "lr": lr})
            lr /= decay
    return groups
