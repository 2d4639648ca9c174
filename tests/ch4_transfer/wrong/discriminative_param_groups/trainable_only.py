"""You leave out parameters that do not require grad; unfrozen later, they would be in no group.

A filter that looks reasonable.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [
        {"params": [value for value in layer.parameters() if value.requires_grad], "lr": base_lr / decay ** (top - place)}
        for place, layer in enumerate(layers)
    ]
