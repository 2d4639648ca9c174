"""Welford's running update, one accuracy after the other.

Right: it keeps the sum of squared deviations from the running mean, which never falls below zero.
"""

from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    n, mean, squares = 0, 0.0, 0.0
    for number in torch.as_tensor(accuracies, dtype=torch.float64).tolist():
        n += 1
        step = number - mean
        mean += step / n
        squares += step * (number - mean)
    if n < 2:
        raise ValueError(f"{n} accuracies are too few")
    return mean, 1.96 * (squares / (n - 1) / n) ** 0.5
