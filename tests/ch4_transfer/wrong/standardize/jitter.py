"""You draw random numbers; the result is a function of the arguments alone.

A tiny noise that was meant against constant features.
"""

import torch
from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    noisy = train + 1e-12 * torch.randn_like(train)
    mean, std = train.mean(0), noisy.std(0, correction=0)
    return (train - mean) / (std + eps), (test - mean) / (std + eps)
