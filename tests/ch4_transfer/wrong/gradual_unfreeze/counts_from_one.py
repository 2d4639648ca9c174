"""You train `epoch` layers; at epoch 0 the top one trains already, so it is one more.

layers[-epoch:], and all of them at epoch 0.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    n_trainable = min(epoch, len(layers))
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top < n_trainable)
    return n_trainable
