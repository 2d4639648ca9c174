"""You sort the list that was handed in, so the caller's accuracies no longer belong to their episodes: sorted(accuracies) makes a new list.

list.sort() works in place. Adding numbers in ascending order, for the sake of rounding, is the usual reason.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    if isinstance(accuracies, list):
        accuracies.sort()
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return values.mean().item(), 1.96 * values.std().item() / math.sqrt(n)
