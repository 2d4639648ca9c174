"""You return the half width 0 for one accuracy, as if it were certain: one episode says nothing about the spread, so raise ValueError.

Meant as a guard against NaN.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n == 0:
        raise ValueError("no accuracies")
    return values.mean().item(), 1.96 * values.std().item() / math.sqrt(n) if n > 1 else 0.0
