"""You divide by 100 when the numbers look like percentages: the results stay in the unit of the accuracies.

A convenience that makes the unit of the result depend on the data.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    unit = 100 if values.max() > 1 else 1
    return values.mean().item() / unit, 1.96 * values.std().item() / math.sqrt(n) / unit
