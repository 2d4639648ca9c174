"""You multiply by decay from layer to layer downwards; the rates shall fall towards the input.

base_lr * decay**level.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [{"params": list(layer.parameters()), "lr": base_lr * decay ** (top - place)} for place, layer in enumerate(layers)]
