"""You set only the children themselves to evaluation mode at each pass; batch norm inside them stays in training mode.

module.training of a container does not matter to what it contains.
"""

from torch import nn


def _self_only(module: nn.Module, _: tuple) -> None:
    module.training = False


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            child.register_forward_pre_hook(_self_only)
    return model
