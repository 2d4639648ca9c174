"""You pass over children without parameters; batch norm without weight and bias still has buffers.

nn.BatchNorm2d(..., affine=False) is such a child.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name == head or not list(child.parameters()):
            continue
        child.requires_grad_(False)
        for module in child.modules():
            module.eval()
            module.train = lambda mode=True, module=module: module
    return model
