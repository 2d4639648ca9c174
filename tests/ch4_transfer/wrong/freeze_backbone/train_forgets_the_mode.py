"""Your new train() ignores its mode: model.eval() puts the head into training mode.

eval() calls train(False).
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    backbone = [child for name, child in model.named_children() if name != head]
    for child in backbone:
        child.requires_grad_(False)

    def train(mode: bool = True) -> nn.Module:
        model.training = mode
        model.get_submodule(head).train()
        for child in backbone:
            child.eval()
        return model

    model.train = train
    return train(model.training)
