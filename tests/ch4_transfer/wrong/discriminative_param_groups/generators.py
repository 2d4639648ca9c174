"""Your groups hold generators, which are empty after they were read once.

layer.parameters() without list().
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [{"params": layer.parameters(), "lr": base_lr / decay ** (top - place)} for place, layer in enumerate(layers)]
