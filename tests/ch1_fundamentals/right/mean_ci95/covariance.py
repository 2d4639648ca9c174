"""torch.cov, which divides by n - 1 by default, and a named tuple.

Right: the covariance of a variable with itself is its variance; a named tuple is a tuple.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch


class Interval(NamedTuple):
    mean: float
    half_width: float


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    if len(values) < 2:
        raise ValueError("at least two accuracies")
    return Interval(values.mean().item(), 1.96 * (torch.cov(values) / len(values)).sqrt().item())
