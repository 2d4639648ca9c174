"""Plain loops over places and parameters.

The count is taken on the way.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    count = 0
    for place in range(len(layers)):
        is_trainable = place >= len(layers) - 1 - epoch
        for value in layers[place].parameters():
            value.requires_grad = is_trainable
        count += is_trainable
    return count
