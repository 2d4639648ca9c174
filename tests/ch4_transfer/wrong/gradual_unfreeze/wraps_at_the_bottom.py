"""At epochs beyond the number of layers your slice begins at a negative index, so lower layers are frozen again.

layers[len(layers) - 1 - epoch:], with -1 meaning the last one.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for layer in layers:
        layer.requires_grad_(False)
    for layer in layers[len(layers) - 1 - epoch:]:
        layer.requires_grad_(True)
    return min(epoch + 1, len(layers))
