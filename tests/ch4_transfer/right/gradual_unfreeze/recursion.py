"""The top layer, then the rest with one epoch less.

A negative epoch freezes.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    if not layers:
        return 0
    *below, top = layers
    top.requires_grad_(epoch >= 0)
    return (epoch >= 0) + gradual_unfreeze(below, epoch - 1)
