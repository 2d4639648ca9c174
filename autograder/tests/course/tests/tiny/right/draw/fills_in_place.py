"""An empty tensor that is filled in place."""

import torch
from torch import Tensor


def draw(n: int, generator: torch.Generator) -> Tensor:
    return torch.empty(n).uniform_(generator=generator)
