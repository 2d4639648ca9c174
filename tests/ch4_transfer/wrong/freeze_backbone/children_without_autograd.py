"""You run the frozen children without autograd, and so a head that is called before one of them gets no gradient.

torch.no_grad() saves memory, and does no harm where the head comes last.
"""

import torch
from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    frozen = [child for name, child in model.named_children() if name != head]
    for child in frozen:
        child.requires_grad_(False)
        child.forward = torch.no_grad()(child.forward)
    usual = model.train

    def train(mode: bool = True) -> nn.Module:
        usual(mode)
        for child in frozen:
            child.eval()
        return model

    model.train = train
    return train(model.training)
