"""You list only parameters of the layers themselves; those of nested modules are in no group.

recurse=False.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [
        {"params": list(layer.parameters(recurse=False)), "lr": base_lr / decay ** (top - place)}
        for place, layer in enumerate(layers)
    ]
