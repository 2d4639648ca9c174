"""You set requires_grad of the modules, or of what state_dict() holds, where nobody reads it; it belongs to the parameters.

layer.requires_grad = True only adds an attribute to the module.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    n_trainable = min(epoch + 1, len(layers))
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad = from_top < n_trainable
    return n_trainable
