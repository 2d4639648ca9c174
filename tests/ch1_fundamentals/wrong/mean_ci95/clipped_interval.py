"""You shorten the interval so that it stays between 0 and 1: accuracies may be percentages, and the half width is 1.96 * s / sqrt(n) in any case.

An accuracy above 1 cannot be, but a symmetric interval around 0.99 may well reach beyond.
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
    return mean, min(half_width, mean, max(1 - mean, 0.0))
