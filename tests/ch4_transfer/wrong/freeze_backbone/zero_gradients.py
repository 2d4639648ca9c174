"""You set the gradients to zero, but weight decay and momentum move a parameter whose gradient is zero; it must have none.

An optimizer skips a parameter without a gradient; a zero is a gradient.
"""

from torch import nn


def _evaluate(module: nn.Module, _: tuple) -> None:
    module.eval()


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            for value in child.parameters():
                value.register_hook(lambda gradient: 0 * gradient)
            for module in child.modules():
                module.register_forward_pre_hook(_evaluate)
    return model
