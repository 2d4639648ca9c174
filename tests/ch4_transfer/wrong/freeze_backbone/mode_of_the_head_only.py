"""Your train() passes the mode on to the head only; the model has a mode of its own, which eval() is to set.

A forward() that asks self.training goes on as in training.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    def train(mode: bool = True) -> nn.Module:
        model.get_submodule(head).train(mode)
        return model

    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            child.eval()
    model.train = train
    return model
