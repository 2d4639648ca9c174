"""You freeze only modules without children; a module that has children may hold parameters of its own as well.

Vision transformers have a class token and position embeddings next to their layers.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.eval()
            child.train = lambda mode=True, child=child: child
            for module in child.modules():
                if not list(module.children()):
                    module.requires_grad_(False)
    return model
