"""You divide by n - 1; the population standard deviation divides by n.

torch's std does so unless told correction=0. For a single row it is NaN.
"""

from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    mean, std = train.mean(0), train.std(0)
    return (train - mean) / (std + eps), (test - mean) / (std + eps)
