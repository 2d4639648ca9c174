"""You set the momentum of each group as well; it overrides the one that the optimizer is given.

Such a list trains like the reference in an optimizer that happens to have the same momentum.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [
        {"params": list(layer.parameters()), "lr": base_lr / decay ** (top - place), "momentum": 0.9}
        for place, layer in enumerate(layers)
    ]
