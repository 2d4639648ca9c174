"""You return how many layers have parameters that train; a layer without parameters counts as well.

It is seen where some layers, such as nn.ReLU, have no parameters.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top <= epoch)
    return sum(any(value.requires_grad for value in layer.parameters()) for layer in layers)
