"""You return the median: episodes with a low accuracy count as well, so the first number is the mean.

torch.median is a frequent choice for skewed numbers, and close to the mean for symmetric ones.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return values.median().item(), 1.96 * values.std().item() / math.sqrt(n)
