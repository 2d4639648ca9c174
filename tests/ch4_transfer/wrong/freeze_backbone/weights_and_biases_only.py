"""You freeze only what is called weight or bias; a parameter may have any name, so ask parameters().

The layers of torch.nn nearly all use these two names, other modules do not.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.eval()
            child.train = lambda mode=True, child=child: child
            for module in child.modules():
                for value in (getattr(module, "weight", None), getattr(module, "bias", None)):
                    if isinstance(value, nn.Parameter):
                        value.requires_grad_(False)
    return model
