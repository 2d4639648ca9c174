"""You leave out layers without parameters before you count the levels; each of them counts as a level.

An activation between two layers then makes no difference.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    learned = [layer for layer in layers if list(layer.parameters())]
    top = len(learned) - 1
    return [{"params": list(layer.parameters()), "lr": base_lr / decay ** (top - place)} for place, layer in enumerate(learned)]
