"""You set requires_grad of the parameters; the layers shall stay as they are.

A frozen layer begins to train.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [
        {"params": [value.requires_grad_() for value in layer.parameters()], "lr": base_lr / decay ** (top - place)}
        for place, layer in enumerate(layers)
    ]
