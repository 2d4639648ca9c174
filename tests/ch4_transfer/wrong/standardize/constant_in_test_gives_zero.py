"""You set features to 0 that are constant in test; what counts is whether they vary in train.

The guard looks at the wrong set.
"""

import torch
from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    mean, std = train.mean(0), train.std(0, correction=0)
    done = (test - mean) / (std + eps)
    is_constant = test.std(0, correction=0) == 0
    return (train - mean) / (std + eps), torch.where(is_constant, torch.zeros_like(done), done)
