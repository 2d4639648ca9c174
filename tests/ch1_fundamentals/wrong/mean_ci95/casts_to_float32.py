"""You cast to float32 and lose digits: with accuracies near 80 that differ by a hundredth, the half width has only a few correct ones. Keep float64.

.float() is often added to make integers work, and torch.tensor(list) is float32 by default.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float32)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return values.mean().item(), 1.96 * values.std().item() / math.sqrt(n)
