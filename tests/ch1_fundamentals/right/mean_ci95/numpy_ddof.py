"""NumPy with ddof=1; the results are NumPy numbers.

Right: np.float64 is a Python float. np.asarray shares memory with a tensor, but nothing is written.
"""

from collections.abc import Sequence

import numpy as np
import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    array = np.asarray(accuracies)
    if array.size < 2:
        raise ValueError("at least two")
    return array.mean(), 1.96 * array.std(ddof=1) / np.sqrt(array.size)
