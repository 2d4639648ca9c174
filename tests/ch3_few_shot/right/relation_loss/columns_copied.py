"""A copy of the scores from which 1 is subtracted by index; the caller's scores stay."""

import torch
from torch import Tensor


def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    errors = scores.clone()
    errors[torch.arange(len(y), device=y.device), y] -= 1
    return errors.pow(2).mean()
