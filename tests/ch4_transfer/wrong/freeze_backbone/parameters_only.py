"""You freeze the parameters, but batch norm still writes to its buffers in every forward pass in training mode.

running_mean is no parameter: requires_grad and the optimizer do not concern it.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
    return model
