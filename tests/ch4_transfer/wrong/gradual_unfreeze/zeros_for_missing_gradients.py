"""You give a parameter that begins to train a gradient of zeros; .grad is None until the first backward().

An optimizer skips a parameter whose .grad is None, and moves it by weight decay where .grad is zero.
"""

from collections.abc import Sequence

import torch
from torch import nn


def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top <= epoch)
        for value in layer.parameters():
            if value.requires_grad and value.grad is None:
                value.grad = torch.zeros_like(value)
    return min(epoch + 1, len(layers))
