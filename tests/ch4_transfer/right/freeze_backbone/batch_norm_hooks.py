"""Only batch norm is switched, by a hook before each of its forward passes.

Dropout of the backbone goes on in training mode.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    def use_statistics(norm: nn.Module, _: tuple) -> None:
        norm.training = False

    for name, child in model.named_children():
        if name != head:
            for value in child.parameters():
                value.requires_grad = False
            for module in child.modules():
                if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
                    module.register_forward_pre_hook(use_statistics)
    return model
