"""Layers without parameters are left out after the levels were counted.

Tuples instead of lists inside.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    numbered = [(len(layers) - 1 - place, tuple(layer.parameters())) for place, layer in enumerate(layers)]
    return [{"lr": base_lr / decay**level, "params": values} for level, values in numbered if values]
