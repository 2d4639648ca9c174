"""You compare the name of every module at any depth with head, and so you freeze what lies inside the head; compare direct children.

named_modules() in place of named_children(): the head itself is spared, its layers are called head.0 and so on.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    frozen = [module for name, module in model.named_modules() if name not in ("", head)]
    for module in frozen:
        for value in module.parameters(recurse=False):
            value.requires_grad_(False)
    usual = model.train

    def train(mode: bool = True) -> nn.Module:
        usual(mode)
        for module in frozen:
            module.training = False
        return model

    model.train = train
    return train(model.training)
