"""You convert a list, but not a tuple: do not ask for the type, torch.as_tensor takes list, tuple and tensor alike.

isinstance(accuracies, list) is true for lists only.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    if isinstance(accuracies, list):
        accuracies = torch.tensor(accuracies, dtype=torch.float64)
    n = len(accuracies)
    if n < 2:
        raise ValueError("at least two accuracies")
    return accuracies.mean().item(), 1.96 * accuracies.std().item() / math.sqrt(n)
