"""Also drops the .grad of frozen parameters, as an optimizer expects it.

A gradient left from before would still be applied.
"""

from collections.abc import Sequence

from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    n_trainable = min(len(layers), 1 + epoch)
    for depth, layer in enumerate(layers[::-1]):
        for value in layer.parameters():
            value.requires_grad_(depth < n_trainable)
            if depth >= n_trainable:
                value.grad = None
    return n_trainable
