"""You spare the modules inside the head and not the head itself, which may be a batch norm layer.

In named_modules() the head is called "head", and only what lies in it begins with "head.".
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
    for name, module in model.named_modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm) and not name.startswith(f"{head}."):
            module.eval()
            module.train = lambda mode=True, module=module: module
    return model
