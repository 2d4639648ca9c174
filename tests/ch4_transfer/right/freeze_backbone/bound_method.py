"""types.MethodType binds a train() that looks the head up by name.

Uses the class's train on the instance.
"""

import types

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    def train(self: nn.Module, mode: bool = True) -> nn.Module:
        type(self).train(self, mode)
        for name, child in self.named_children():
            if name != head:
                child.eval()
        return self

    for name, value in model.named_parameters():
        if name.split(".")[0] != head:
            value.requires_grad = False
    model.train = types.MethodType(train, model)
    model.train(model.training)
    return model
