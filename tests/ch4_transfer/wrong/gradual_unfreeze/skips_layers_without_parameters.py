"""You leave out layers without parameters before you count; each of them counts as a layer.

An activation then takes no epoch.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    learned = [layer for layer in layers if any(True for _ in layer.parameters())]
    for from_top, layer in enumerate(reversed(learned)):
        layer.requires_grad_(from_top <= epoch)
    return min(epoch + 1, len(learned))
