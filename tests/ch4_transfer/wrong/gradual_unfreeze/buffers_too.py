"""You set requires_grad of buffers such as running_mean, too; they are no parameters.

A loop over parameters and buffers, as for a state_dict.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top <= epoch)
        for item in layer.buffers():
            if item.is_floating_point():
                item.requires_grad_(from_top <= epoch)
    return min(epoch + 1, len(layers))
