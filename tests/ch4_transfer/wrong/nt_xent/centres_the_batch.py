"""You subtract the mean of the batch before you compare; the cosine is that of the rows as they are.

A correlation, in which every row depends on all others.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = torch.cat([z1, z2])
    z = F.normalize(z - z.mean(0), dim=1)
    n = len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return F.cross_entropy(s, torch.arange(2 * n, device=z.device).roll(n))
