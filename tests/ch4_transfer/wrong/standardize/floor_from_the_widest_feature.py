"""You bound each deviation from below by a share of the largest one; each feature is divided by its own.

Features in other units may well be a million times smaller.
"""

from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    mean, std = train.mean(0), train.std(0, correction=0)
    std = std.clamp(min=max(eps, 1e-3 * float(std.max())))
    return (train - mean) / std, (test - mean) / std
