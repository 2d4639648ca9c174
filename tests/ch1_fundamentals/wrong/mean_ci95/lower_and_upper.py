"""You return the two ends of the interval: what is asked for is the mean, and the distance from the mean to one end.

scipy.stats.t.interval and bootstrap functions return the ends.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    mean, half_width = values.mean().item(), 1.96 * values.std().item() / math.sqrt(n)
    return mean - half_width, mean + half_width
