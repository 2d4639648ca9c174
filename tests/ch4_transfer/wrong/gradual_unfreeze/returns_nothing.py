"""You do not return the number of layers that train.

The flags are right.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top <= epoch)
