"""You use sqrt(p * (1 - p)), the spread of single right-or-wrong answers: here each number is the accuracy of an episode, so use their own deviation s.

The interval for one classifier on n test samples. Episodes differ in difficulty, and hold many queries each.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    mean = values.mean().item()
    return mean, 1.96 * math.sqrt(abs(mean * (1 - mean)) / n)
