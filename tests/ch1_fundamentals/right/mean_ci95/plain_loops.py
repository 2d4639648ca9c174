"""Two loops over Python floats.

Right: it is the formula of the text, term by term. The result is a list.
"""

import math
from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    total, n = 0.0, 0
    for number in accuracies:
        total += float(number)
        n += 1
    if n < 2:
        raise ValueError("too few accuracies")
    mean = total / n
    squares = 0.0
    for number in accuracies:
        squares += (float(number) - mean) ** 2
    return [mean, 1.96 * math.sqrt(squares / (n - 1)) / math.sqrt(n)]
