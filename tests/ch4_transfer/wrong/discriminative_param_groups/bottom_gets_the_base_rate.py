"""You give base_lr to the bottom layer; it is the rate of the top layer, and lower layers learn more slowly.

The exponent counts from the bottom.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    return [{"params": list(layer.parameters()), "lr": base_lr / decay**place} for place, layer in enumerate(layers)]
