"""The layers to be trained and those to be frozen, each as one nn.ModuleList.

A ModuleList passes requires_grad_ on.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    n_frozen = max(len(layers) - 1 - epoch, 0)
    nn.ModuleList(layers[:n_frozen]).requires_grad_(False)
    nn.ModuleList(layers[n_frozen:]).requires_grad_(True)
    return len(layers) - n_frozen
