"""You divide by decay times the level; each level divides the rate of the one above it, so that powers arise.

base_lr / (decay * level).
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [
        {"params": list(layer.parameters()), "lr": base_lr / max(1, decay * (top - place))}
        for place, layer in enumerate(layers)
    ]
