"""You reverse the list of layers in place; whoever handed it in now has it upside down.

layers.reverse() instead of reversed(layers).
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    layers.reverse()
    return [
        {"params": list(layer.parameters()), "lr": base_lr / decay**level} for level, layer in enumerate(layers)
    ]
