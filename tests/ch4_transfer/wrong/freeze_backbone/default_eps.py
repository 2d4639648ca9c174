"""You compute frozen batch norm with the usual eps; each layer has one of its own.

F.batch_norm takes eps as its last argument, and the usual 1e-5 where it is left out.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            for module in child.modules():
                if isinstance(module, nn.modules.batchnorm._BatchNorm):
                    _fix(module)
    return model


def _fix(norm: nn.Module) -> None:
    def forward(x: Tensor) -> Tensor:
        return F.batch_norm(x, norm.running_mean, norm.running_var, norm.weight, norm.bias)

    norm.forward = forward
