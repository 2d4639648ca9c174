"""You always divide by 2.6; the factor is an argument.

The default is hard-wired.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    return [{"params": list(layer.parameters()), "lr": base_lr / 2.6 ** (top - place)} for place, layer in enumerate(layers)]
