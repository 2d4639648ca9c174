"""You freeze only the kinds of layer that you thought of; parameters() has those of every kind.

LayerNorm, embeddings, attention and modules of one's own have parameters as well.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.eval()
            child.train = lambda mode=True, child=child: child
            for module in child.modules():
                if isinstance(module, (nn.Linear, nn.modules.conv._ConvNd, nn.modules.batchnorm._BatchNorm)):
                    module.requires_grad_(False)
    return model
