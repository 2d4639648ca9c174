"""You divide s by n: the standard deviation of a mean falls with the root of n, so divide by sqrt(n).

The variance of a mean is s^2 / n; its root is s / sqrt(n).
"""

from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return values.mean().item(), 1.96 * values.std().item() / n
