"""A library call: batch norm with the statistics of train."""

import torch.nn.functional as F
from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    mean, variance = train.mean(0), train.var(0, correction=0)
    return tuple(F.batch_norm(x, mean, variance, eps=eps) for x in (train, test))
