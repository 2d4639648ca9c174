"""You replace train() of the class: other models of that class change as well.

type(model).train = ... reaches all instances, also later ones.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)

    def train(self: nn.Module, mode: bool = True) -> nn.Module:
        nn.Module.train(self, mode)
        for name, child in self.named_children():
            if name != head:
                child.eval()
        return self

    type(model).train = train
    return model.train(model.training)
