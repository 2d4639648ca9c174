"""Columns that are constant in train are 0, in test as well."""

import torch
from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    mean, std = train.mean(0), train.std(0, correction=0)
    is_constant = std <= eps

    def scaled(x: Tensor) -> Tensor:
        return ((x - mean) / torch.where(is_constant, torch.ones_like(std), std)).masked_fill(is_constant, 0.0)

    return scaled(train), scaled(test)
