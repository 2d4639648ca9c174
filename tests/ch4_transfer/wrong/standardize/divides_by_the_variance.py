"""You divide by the variance; divide by its square root.

With a variance of 1 nothing is to be seen.
"""

from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    mean, variance = train.mean(0), train.var(0, correction=0)
    return (train - mean) / (variance + eps), (test - mean) / (variance + eps)
