"""You freeze all parameters, the head's as well; then nothing trains.

requires_grad_ on the whole model. (The optimizer is given parameters without gradients.)
"""

from torch import nn


def _evaluate(module: nn.Module, _: tuple) -> None:
    module.eval()


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    model.requires_grad_(False)
    for name, child in model.named_children():
        if name != head:
            for module in child.modules():
                module.register_forward_pre_hook(_evaluate)
    next(model.get_submodule(head).parameters()).requires_grad_(True)
    return model
