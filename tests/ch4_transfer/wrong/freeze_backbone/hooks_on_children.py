"""You switch the mode when a child is called; a child that is a list of modules is never called itself.

nn.ModuleList and nn.ModuleDict have no forward pass of their own, so their hooks never run.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    def stay_in_evaluation(child: nn.Module, _: tuple) -> None:
        child.eval()

    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            child.register_forward_pre_hook(stay_in_evaluation)
    return model
