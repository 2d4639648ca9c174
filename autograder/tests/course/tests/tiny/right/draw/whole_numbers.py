"""Whole numbers, divided: other numbers than torch.rand gives, but uniform as well."""

import torch
from torch import Tensor


def draw(n: int, generator: torch.Generator) -> Tensor:
    return torch.randint(2**20, (n,), generator=generator) / 2**20
