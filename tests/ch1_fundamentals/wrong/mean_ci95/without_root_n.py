"""You return 1.96 * s, the spread of single episodes: the mean of n episodes varies less, so divide by sqrt(n).

Standard deviation and standard error of the mean are easily confused, in papers as well.
"""

from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return values.mean().item(), 1.96 * values.std().item()
