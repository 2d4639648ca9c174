"""You keep the whole model in evaluation mode, so that the head's dropout and batch norm no longer train.

train() is replaced by one that does nothing.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
    model.eval()
    model.train = lambda mode=True: model
    return model
