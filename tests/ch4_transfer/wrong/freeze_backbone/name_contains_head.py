"""You spare every parameter whose name contains that of the head; it must be the name of the direct child, exactly.

A child called head_norm and a nested layer called head are then trained too.
"""

from torch import nn


def _evaluate(module: nn.Module, _: tuple) -> None:
    module.eval()


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, value in model.named_parameters():
        value.requires_grad_(head in name)
    for name, module in model.named_modules():
        if head not in name and name:
            module.register_forward_pre_hook(_evaluate)
    return model
