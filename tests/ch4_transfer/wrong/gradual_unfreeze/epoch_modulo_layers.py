"""You begin again at the top when all layers were unfrozen; from then on all of them train.

epoch % len(layers).
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    n_trainable = epoch % len(layers) + 1
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top < n_trainable)
    return n_trainable
