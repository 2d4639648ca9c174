"""Parameters still require grad, but each gradient is dropped as soon as it has been accumulated.

An optimizer skips what has no .grad; batch norm is switched by a hook on the model.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    def drop(value: nn.Parameter) -> None:
        value.grad = None

    backbone = [child for name, child in model.named_children() if name != head]
    for child in backbone:
        for value in child.parameters():
            value.register_post_accumulate_grad_hook(drop)

    def switch(_: nn.Module, __: tuple) -> None:
        for child in backbone:
            child.eval()

    model.register_forward_pre_hook(switch)
    return model
