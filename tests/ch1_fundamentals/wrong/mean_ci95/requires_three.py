"""You refuse two accuracies: two have a spread already, n - 1 = 1. Raise ValueError only for fewer than 2.

An off-by-one: n <= 2 for n < 2.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n <= 2:
        raise ValueError("at least two accuracies")
    return values.mean().item(), 1.96 * values.std().item() / math.sqrt(n)
