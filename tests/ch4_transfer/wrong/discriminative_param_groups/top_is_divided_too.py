"""You divide the rate of the top layer by decay as well; it has base_lr itself.

The exponent begins at 1.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    n = len(layers)
    return [{"params": list(layer.parameters()), "lr": base_lr / decay ** (n - place)} for place, layer in enumerate(layers)]
