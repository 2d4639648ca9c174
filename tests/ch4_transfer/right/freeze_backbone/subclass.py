"""The model becomes an instance of a subclass of its class that overrides train().

Assigning to __class__.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    class Frozen(type(model)):
        def train(self, mode: bool = True) -> nn.Module:
            super().train(mode)
            for name, child in self.named_children():
                if name != head:
                    child.eval()
            return self

    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
    model.__class__ = Frozen
    return model.train(model.training)
