"""You only switch layers on; those that do not train must be switched off.

The stub does not say that all layers are frozen before.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    n_trainable = min(epoch + 1, len(layers))
    for layer in layers[len(layers) - n_trainable:]:
        layer.requires_grad_(True)
    return n_trainable
