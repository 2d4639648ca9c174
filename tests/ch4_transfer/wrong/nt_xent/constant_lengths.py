"""You divide by lengths that are cut off from the graph; the gradient must pass through the normalisation, too.

The value is right. A gradient along the row itself then changes its length, which the true one never does.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = torch.cat([z1, z2])
    z = z / z.detach().norm(dim=1, keepdim=True)
    n = len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return F.cross_entropy(s, torch.arange(2 * n, device=z.device).roll(n))
