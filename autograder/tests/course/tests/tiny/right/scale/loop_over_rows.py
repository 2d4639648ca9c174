"""A loop: every row by itself."""

import torch
from torch import Tensor


def scale(x: Tensor, factor: float) -> Tensor:
    return torch.stack([factor * row for row in x])
