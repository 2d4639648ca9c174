"""You look for batch norm inside the children and miss the children that are batch norm themselves.

child.children() does not contain the child, child.modules() does.
"""

from torch import nn


def _evaluate(module: nn.Module, _: tuple) -> None:
    module.eval()


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            for module in list(child.modules())[1:]:
                module.register_forward_pre_hook(_evaluate)
    return model
