"""You return (test, train); train comes first.

The two are mixed up in the last line.
"""

from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    mean, std = train.mean(0), train.std(0, correction=0)
    return (test - mean) / (std + eps), (train - mean) / (std + eps)
