"""You spare batch norm wherever a part of its path is the name of the head; only the first part names a direct child.

head in name.split(".") is also true for body.head.norm.
"""

from torch import nn


def _evaluate(module: nn.Module, _: tuple) -> None:
    module.eval()


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
    for name, module in model.named_modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm) and head not in name.split("."):
            module.register_forward_pre_hook(_evaluate)
    return model
