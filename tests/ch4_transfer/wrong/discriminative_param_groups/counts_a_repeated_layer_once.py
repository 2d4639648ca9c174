"""You count a layer that occurs twice in the list once; each place in the list is a level.

dict.fromkeys(layers) leaves out what it has seen; one nn.ReLU() is often used in two places.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6) -> list[dict]:
    downwards = dict.fromkeys(reversed(layers))
    return [
        {"params": list(layer.parameters()), "lr": base_lr / decay**level} for level, layer in enumerate(downwards)
    ]
