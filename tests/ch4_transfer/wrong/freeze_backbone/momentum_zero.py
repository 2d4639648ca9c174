"""You set the momentum of batch norm to 0: the averages stay, but num_batches_tracked goes on counting; it is a buffer too.

running = (1 - 0) * running + 0 * batch; the counter is an own buffer.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            for module in child.modules():
                if isinstance(module, nn.modules.batchnorm._BatchNorm):
                    module.momentum = 0.0
    return model
