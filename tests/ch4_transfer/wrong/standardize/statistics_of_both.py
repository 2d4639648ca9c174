"""You take the statistics over train and test together; that leaks the test set into training. Use train alone.

The most common leak in practice.
"""

import torch
from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    both = torch.cat([train, test])
    mean, std = both.mean(0), both.std(0, correction=0)
    return (train - mean) / (std + eps), (test - mean) / (std + eps)
