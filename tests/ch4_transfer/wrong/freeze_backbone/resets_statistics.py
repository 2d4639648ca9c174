"""You reset the statistics of batch norm; they shall stay as they are.

track_running_stats is set to False and the buffers to their start.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            for module in child.modules():
                if isinstance(module, nn.modules.batchnorm._BatchNorm):
                    module.reset_running_stats()
                    module.track_running_stats = False
    return model
