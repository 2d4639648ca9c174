"""You replace train() but leave the backbone in the training mode it has at the call; nobody need call train() again.

Seen in the buffers of a model that is in training mode and is trained at once.
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
    return model
