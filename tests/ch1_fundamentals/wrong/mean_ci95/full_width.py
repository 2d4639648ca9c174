"""You return the whole width of the interval: the half width is what follows the +- sign, one side only.

2 * 1.96 * s / sqrt(n) is the distance between the two ends of the interval.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return values.mean().item(), 2 * 1.96 * values.std().item() / math.sqrt(n)
