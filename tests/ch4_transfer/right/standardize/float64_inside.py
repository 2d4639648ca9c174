"""Computes in float64 by mean squares and returns the dtype of the inputs."""

from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    a = train.double()
    mean = a.mean(0)
    std = (a.square().mean(0) - mean.square()).clamp(min=0).sqrt()
    std[std < 1e-7] = 1.0
    return ((a - mean) / std).to(train.dtype), ((test.double() - mean) / std).to(test.dtype)
