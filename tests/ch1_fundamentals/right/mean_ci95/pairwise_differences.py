"""The sample variance as half the mean squared difference of all pairs.

Right: s^2 = sum over i < j of (a_i - a_j)^2 / (n (n - 1)), so no mean is needed, and n - 1 comes by itself.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = values.numel()
    if n < 2:
        raise ValueError("no pairs")
    squares = torch.pdist(values.cpu().reshape(-1, 1)).square().sum().item()
    return float(values.mean()), 1.96 * math.sqrt(squares / (n * (n - 1)) / n)
