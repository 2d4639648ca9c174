"""You normalise the rows of z1 only; the cosine divides by both lengths.

The second view is handed to the matrix product as it is.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = torch.cat([F.normalize(z1, dim=1), z2])
    n = len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return F.cross_entropy(s, torch.arange(2 * n, device=z.device).roll(n))
