"""Each frozen module gets a train() that does nothing, after it was set to evaluation mode.

Instance attributes on every module of the backbone.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name == head:
            continue
        child.eval()
        for value in child.parameters():
            value.requires_grad_(False)
        for module in child.modules():
            module.train = lambda mode=True, module=module: module
    return model
