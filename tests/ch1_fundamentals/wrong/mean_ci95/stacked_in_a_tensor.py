"""You return one tensor with two entries: the text asks for a tuple of two numbers, (mean, half_width).

torch.stack or torch.tensor around the last line.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return torch.stack([values.mean(), 1.96 * values.std() / math.sqrt(n)])
