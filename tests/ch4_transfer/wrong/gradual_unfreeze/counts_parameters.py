"""You unfreeze one parameter after the other instead of one layer after the other.

A weight and its bias belong to one layer.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    values = [value for layer in layers for value in layer.parameters()]
    for from_top, value in enumerate(reversed(values)):
        value.requires_grad = from_top <= epoch
    return min(epoch + 1, len(layers))
