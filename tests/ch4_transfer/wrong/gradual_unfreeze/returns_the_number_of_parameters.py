"""You return the number of parameters that train; the number of layers is asked for.

A layer may hold several parameters.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top <= epoch)
    return sum(value.requires_grad for layer in layers for value in layer.parameters())
