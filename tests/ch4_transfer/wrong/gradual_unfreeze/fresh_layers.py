"""You reset the layers that begin to train; their pre-trained values are the point of fine-tuning.

reset_parameters() on what is unfrozen.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top <= epoch)
        if from_top == epoch and hasattr(layer, "reset_parameters"):
            layer.reset_parameters()
    return min(epoch + 1, len(layers))
