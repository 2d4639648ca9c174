"""You set the weight and the bias of a layer itself; parameters of nested modules are not reached.

layer.parameters(recurse=False).
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    n_trainable = min(epoch + 1, len(layers))
    for from_top, layer in enumerate(reversed(layers)):
        for value in layer.parameters(recurse=False):
            value.requires_grad = from_top < n_trainable
    return n_trainable
