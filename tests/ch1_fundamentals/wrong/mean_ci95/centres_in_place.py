"""You subtract the mean in place, so the accuracies of the caller have changed: `values -= mean` writes into the tensor that was handed in.

torch.as_tensor and np.asarray do not copy; `values = values - mean` makes a new tensor.
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
    values -= mean
    return mean, 1.96 * values.norm().item() / math.sqrt(n * (n - 1))
