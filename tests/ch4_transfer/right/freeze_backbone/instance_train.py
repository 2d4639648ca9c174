"""train() of the instance is replaced by one that sets the backbone back to evaluation mode.

A closure; eval() calls train(False).
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    backbone = [child for name, child in model.named_children() if name != head]
    usual_train = model.train
    for child in backbone:
        child.requires_grad_(False)

    def train(mode: bool = True) -> nn.Module:
        usual_train(mode)
        for child in backbone:
            child.eval()
        return model

    model.train = train
    return train(model.training)
