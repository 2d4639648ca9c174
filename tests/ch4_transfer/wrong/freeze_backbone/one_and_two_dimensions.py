"""You freeze BatchNorm1d and BatchNorm2d and forget BatchNorm3d.

nn.modules.batchnorm._BatchNorm is the class above all three.
"""

from torch import nn


def _evaluate(module: nn.Module, _: tuple) -> None:
    module.eval()


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            for module in child.modules():
                if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
                    module.register_forward_pre_hook(_evaluate)
    return model
