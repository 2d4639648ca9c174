"""Freeze all, then unfreeze the last few by a slice.

max() keeps the slice from wrapping.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for layer in layers:
        layer.requires_grad_(False)
    trainable = list(layers)[max(0, len(layers) - epoch - 1):]
    for layer in trainable:
        layer.requires_grad_(True)
    return len(trainable)
