"""The mean of squares minus the square of the mean, in float64 and clamped at zero.

Right: what rounding does to it is far below the tolerance, and the clamp keeps the root from NaN.
"""

from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = values.shape[0]
    if n < 2:
        raise ValueError("at least two accuracies")
    mean = values.sum() / n
    variance = ((values @ values) / n - mean**2).clamp(min=0) * n / (n - 1)
    return mean, 1.96 * (variance / n).sqrt()
