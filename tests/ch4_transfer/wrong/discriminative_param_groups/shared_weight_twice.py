"""You list a weight that two modules of a layer share once for each of them.

modules() with parameters(recurse=False) does not notice that they are the same; torch only warns.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [
        {
            "params": [value for module in layer.modules() for value in module.parameters(recurse=False)],
            "lr": base_lr / decay ** (top - place),
        }
        for place, layer in enumerate(layers)
    ]
