"""You take the last child for the head; the head is the child with the given name.

In many networks it is the last one, but not in all.
"""

from torch import nn


def _evaluate(module: nn.Module, _: tuple) -> None:
    module.eval()


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for child in list(model.children())[:-1]:
        child.requires_grad_(False)
        for module in child.modules():
            module.register_forward_pre_hook(_evaluate)
    return model
