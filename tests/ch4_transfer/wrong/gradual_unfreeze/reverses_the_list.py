"""You reverse the list in place; whoever handed it in now has it upside down.

layers.reverse() instead of reversed(layers).
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    layers.reverse()
    for from_top, layer in enumerate(layers):
        layer.requires_grad_(from_top <= epoch)
    return min(epoch + 1, len(layers))
