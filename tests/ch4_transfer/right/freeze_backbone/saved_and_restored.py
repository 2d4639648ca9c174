"""Hooks around the forward pass keep copies of the buffers and put them back afterwards.

In place, so that whoever holds the buffers sees them unchanged.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    frozen = [child for name, child in model.named_children() if name != head]
    for child in frozen:
        child.requires_grad_(False)
    buffers = [item for child in frozen for item in child.buffers()]
    kept = [item.clone() for item in buffers]

    def restore(*_: object) -> None:
        for item, value in zip(buffers, kept, strict=True):
            item.copy_(value)

    model.register_forward_hook(restore)
    return model
