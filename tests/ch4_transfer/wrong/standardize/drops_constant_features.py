"""You drop constant features; they give 0, and the number of columns stays.

The shape changes, and with it the meaning of the columns.
"""

from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    keep = train.std(0, correction=0) > 0
    mean, std = train.mean(0)[keep], train.std(0, correction=0)[keep]
    return (train[:, keep] - mean) / std, (test[:, keep] - mean) / std
