"""You list parameters of nested modules again for every module around them.

layer.modules() together with parameters().
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [
        {"params": [value for module in layer.modules() for value in module.parameters()], "lr": base_lr / decay ** (top - place)}
        for place, layer in enumerate(layers)
    ]
