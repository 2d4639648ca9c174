"""You return the half width before the mean: the order is (mean, half_width).

torch.var_mean and torch.std_mean return the spread first, and the mean second.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    std, mean = torch.std_mean(values)
    return 1.96 * std.item() / math.sqrt(n), mean.item()
