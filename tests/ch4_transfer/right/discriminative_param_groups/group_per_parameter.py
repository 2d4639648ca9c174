"""A group for each parameter, with a name.

Torch takes a single tensor as params.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    groups = []
    for level, layer in enumerate(layers[::-1]):
        for name, value in layer.named_parameters():
            groups.append({"params": value, "lr": base_lr * decay ** (-level), "name": f"{level}.{name}"})
    return groups
