"""Batch norm is replaced by a module that computes with fixed statistics and has buffers only.

As torchvision's FrozenBatchNorm2d, for any number of dimensions.
"""

import torch
from torch import Tensor, nn


class FixedBatchNorm(nn.Module):
    def __init__(self, norm: nn.Module) -> None:
        super().__init__()
        self.eps = norm.eps
        ones = torch.ones_like(norm.running_var)
        self.register_buffer("weight", ones if norm.weight is None else norm.weight.detach().clone())
        self.register_buffer("bias", 0 * ones if norm.bias is None else norm.bias.detach().clone())
        self.register_buffer("running_mean", norm.running_mean.clone())
        self.register_buffer("running_var", norm.running_var.clone())

    def forward(self, x: Tensor) -> Tensor:
        shape = (1, -1) + (1,) * (x.ndim - 2)
        scale = self.weight / (self.running_var + self.eps).sqrt()
        return x * scale.view(shape) + (self.bias - self.running_mean * scale).view(shape)


def _replace(parent: nn.Module, name: str, child: nn.Module) -> None:
    if isinstance(child, nn.modules.batchnorm._BatchNorm):
        setattr(parent, name, FixedBatchNorm(child))
    for inner_name, inner in list(child.named_children()):
        _replace(child, inner_name, inner)


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    for name, child in list(model.named_children()):
        if name != head:
            child.requires_grad_(False)
            _replace(model, name, child)
    return model
