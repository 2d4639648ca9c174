"""You shorten rows that are longer than 1 and leave shorter ones as they are; the cosine divides by every length.

A clamp at 1 that was meant to keep from dividing by zero.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = torch.cat([z1, z2])
    z = z / z.norm(dim=1, keepdim=True).clamp(min=1.0)
    n = len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return F.cross_entropy(s, torch.arange(2 * n, device=z.device).roll(n))
