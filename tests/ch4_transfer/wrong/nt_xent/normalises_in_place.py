"""You normalise z1 and z2 in place; they belong to the caller.

The value is right, and the views come back with length 1.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    with torch.no_grad():
        z1 /= z1.norm(dim=1, keepdim=True)
        z2 /= z2.norm(dim=1, keepdim=True)
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return F.cross_entropy(s, torch.arange(2 * n, device=z.device).roll(n))
