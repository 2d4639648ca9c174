"""You return the place of the lowest layer that trains instead of the number of layers that train.

len(layers) - n.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    lowest = max(len(layers) - 1 - epoch, 0)
    for place, layer in enumerate(layers):
        layer.requires_grad_(place >= lowest)
    return lowest
