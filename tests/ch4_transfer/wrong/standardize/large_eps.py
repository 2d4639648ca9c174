"""You add a large constant to the deviation, which changes every feature; eps is tiny.

1e-2 typed in, and the argument forgotten.
"""

from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    mean, std = train.mean(0), train.std(0, correction=0)
    return (train - mean) / (std + 1e-2), (test - mean) / (std + 1e-2)
