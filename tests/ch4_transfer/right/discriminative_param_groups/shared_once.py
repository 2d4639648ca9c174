"""Keeps a set of what was listed; a parameter that two layers share would be listed once.

From bottom to top.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    listed, groups = set(), []
    for place, layer in enumerate(layers):
        fresh = [value for value in layer.parameters() if value not in listed]
        listed.update(fresh)
        groups.append({"params": fresh, "lr": base_lr / decay ** (len(layers) - 1 - place)})
    return groups
