"""You count a layer that occurs twice in the list once; it counts each time, with an epoch of its own.

nn.Sequential(*layers).children() and a set leave out what they have seen; one nn.ReLU() is often used in two places.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    different = list(nn.Sequential(*layers).children())
    n_trainable = min(epoch + 1, len(different))
    for from_top, layer in enumerate(reversed(different)):
        layer.requires_grad_(from_top < n_trainable)
    return n_trainable
