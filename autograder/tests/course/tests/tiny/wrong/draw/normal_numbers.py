"""You draw normal numbers: `randn` is not bounded, `rand` is uniform between 0 and 1.

One letter apart.
"""

import torch
from torch import Tensor


def draw(n: int, generator: torch.Generator) -> Tensor:
    return torch.randn(n, generator=generator)
