"""You draw from torch's global state: hand `generator` on to torch.rand, so that it alone decides the result.

The argument is optional, so leaving it out raises nothing.
"""

import torch
from torch import Tensor


def draw(n: int, generator: torch.Generator) -> Tensor:
    return torch.rand(n)
