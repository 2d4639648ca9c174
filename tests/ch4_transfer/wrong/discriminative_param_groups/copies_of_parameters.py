"""You list copies of the parameters; an optimizer moves those, and the layers stay where they are.

detach().clone() makes other tensors.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [
        {
            "params": [nn.Parameter(value.detach().clone()) for value in layer.parameters()],
            "lr": base_lr / decay ** (top - place),
        }
        for place, layer in enumerate(layers)
    ]
