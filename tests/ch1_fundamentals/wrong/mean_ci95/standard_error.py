"""You return the standard error s / sqrt(n), about a 68 % interval: multiply by 1.96 for 95 %.

Error bars of one standard error are common in plots.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return values.mean().item(), values.std().item() / math.sqrt(n)
