"""Rates from logarithms, by numpy.

exp(log base - level * log decay).
"""

from collections.abc import Sequence

import numpy as np
from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    levels = np.arange(len(layers))[::-1]
    rates = np.exp(np.log(base_lr) - levels * np.log(decay))
    return [
        {"params": list(layer.parameters()), "lr": float(rate)} for layer, rate in zip(layers, rates, strict=True)
    ]
