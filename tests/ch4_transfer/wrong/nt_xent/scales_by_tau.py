"""You multiply the loss by tau; MoCo v3 does this to keep gradients alike, the loss of SimCLR has no such factor.

All gradients are scaled with it.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return tau * F.cross_entropy(s, torch.arange(2 * n, device=z.device).roll(n))
