"""You replace batch norm by nothing, so that the model computes something else.

Its buffers cannot move then; what the model computes in evaluation mode does.
"""

from torch import nn


def _replace(parent: nn.Module, name: str, child: nn.Module) -> None:
    if isinstance(child, nn.modules.batchnorm._BatchNorm):
        setattr(parent, name, nn.Identity())
    for inner_name, inner in list(child.named_children()):
        _replace(child, inner_name, inner)


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in list(model.named_children()):
        if name != head:
            child.requires_grad_(False)
            _replace(model, name, child)
    return model
