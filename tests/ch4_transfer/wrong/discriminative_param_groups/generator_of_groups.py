"""You return a generator of groups, which is empty after it was read once; a list is asked for.

Parentheses instead of brackets.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return (
        {"params": list(layer.parameters()), "lr": base_lr / decay ** (top - place)} for place, layer in enumerate(layers)
    )
