"""You set the backbone to evaluation mode once; the next model.train() sets it back to training mode.

Seen in the buffers after another model.train().
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            child.eval()
    return model
