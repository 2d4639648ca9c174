"""Batch norm stops tracking; in training mode it normalises by the batch and writes to no buffer.

track_running_stats = False; the buffers are still used in evaluation mode.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            for module in child.modules():
                if isinstance(module, nn.modules.batchnorm._BatchNorm):
                    module.track_running_stats = False
    return model
