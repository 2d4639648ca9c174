"""You freeze and return a copy; the model that was given, and its optimizer, go on as before.

copy.deepcopy makes other parameters.
"""

import copy

from torch import nn


def _evaluate(module: nn.Module, _: tuple) -> None:
    module.eval()


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    model = copy.deepcopy(model)
    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            for module in child.modules():
                module.register_forward_pre_hook(_evaluate)
    return model
