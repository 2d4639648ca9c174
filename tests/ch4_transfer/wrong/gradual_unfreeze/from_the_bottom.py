"""You unfreeze from the bottom; the top layer, the last one, comes first.

The first layers of the list.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    n_trainable = min(epoch + 1, len(layers))
    for place, layer in enumerate(layers):
        layer.requires_grad_(place < n_trainable)
    return n_trainable
