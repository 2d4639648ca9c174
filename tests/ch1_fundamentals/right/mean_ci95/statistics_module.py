"""Python's statistics module on a list of floats.

Right: stdev divides by n - 1, and StatisticsError, which raised for fewer than two numbers, is a ValueError.
"""

import statistics
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    numbers = [float(number) for number in accuracies]
    half_width = 1.96 * statistics.stdev(numbers) / len(numbers) ** 0.5
    return statistics.fmean(numbers), half_width
