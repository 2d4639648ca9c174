"""You list the weights and forget everything else that is learned, such as biases.

Matrices only.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [
        {"params": [value for value in layer.parameters() if value.ndim > 1], "lr": base_lr / decay ** (top - place)}
        for place, layer in enumerate(layers)
    ]
