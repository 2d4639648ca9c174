"""You give the top layer no rate of its own; an optimizer would use its default there.

No 'lr' in the last group.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    groups = [
        {"params": list(layer.parameters()), "lr": base_lr / decay ** (top - place)}
        for place, layer in enumerate(layers[:-1])
    ]
    return [*groups, {"params": list(layers[-1].parameters())}]
