"""You use the variance s^2 where the formula has the standard deviation s: take its root.

torch.var for torch.std, or a forgotten root.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return values.mean().item(), 1.96 * values.var().item() / math.sqrt(n)
