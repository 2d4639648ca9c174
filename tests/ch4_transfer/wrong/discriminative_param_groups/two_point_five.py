"""You divide by 2.5 where no decay is given; the default is 2.6.

Written from memory.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.5
) -> list[dict]:
    top = len(layers) - 1
    return [{"params": list(layer.parameters()), "lr": base_lr / decay ** (top - place)} for place, layer in enumerate(layers)]
