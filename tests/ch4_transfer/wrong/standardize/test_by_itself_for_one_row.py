"""You standardize test by itself where train has one row; its mean and deviation are train's all the same.

Meant as a way around a deviation of 0.
"""

from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    scaled = (test - test.mean(0)) / (test.std(0, correction=0) + eps)
    if len(train) == 1:
        return train - train, scaled
    mean, std = train.mean(0), train.std(0, correction=0)
    return (train - mean) / (std + eps), (test - mean) / (std + eps)
