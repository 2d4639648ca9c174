"""You count your own calls; the outcome shall depend on the epoch alone.

State in a function attribute.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    gradual_unfreeze.most = max(epoch + 1, getattr(gradual_unfreeze, "most", 0))
    n_trainable = min(gradual_unfreeze.most, len(layers))
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top < n_trainable)
    return min(epoch + 1, len(layers))
