"""0-d tensors in the dtype of the input; a list becomes float32.

Right: the text leaves open whether the numbers are Python floats or 0-d tensors, and the precision of a list.
"""

from collections.abc import Sequence

import torch


def mean_ci95(accuracies: Sequence[float] | torch.Tensor) -> tuple[float, float]:
    values = accuracies if isinstance(accuracies, torch.Tensor) else torch.tensor(accuracies)
    if values.numel() < 2:
        raise ValueError("at least two")
    std, mean = torch.std_mean(values)
    return mean, 1.96 * std / values.numel() ** 0.5
