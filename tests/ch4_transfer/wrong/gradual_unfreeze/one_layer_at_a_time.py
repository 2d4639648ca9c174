"""You train one layer in each epoch and freeze those above it again; layers stay unfrozen in later epochs.

Chain-thaw instead of gradual unfreezing.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    top = len(layers) - 1
    for place, layer in enumerate(layers):
        layer.requires_grad_(place == top - min(epoch, top))
    return min(epoch + 1, len(layers))
