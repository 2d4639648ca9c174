"""You spare every module whose name begins with that of the head; a child called head_norm is another child.

name.startswith(head), without a dot.
"""

from torch import nn


def _evaluate(module: nn.Module, _: tuple) -> None:
    module.eval()


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, value in model.named_parameters():
        value.requires_grad_(name.startswith(head))
    for name, module in model.named_modules():
        if name and not name.startswith(head):
            module.register_forward_pre_hook(_evaluate)
    return model
