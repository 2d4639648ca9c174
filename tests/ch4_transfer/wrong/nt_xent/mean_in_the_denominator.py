"""You take the mean over the candidates in the denominator; it is their sum.

The loss is too small by log(2N - 1), a constant: the gradient is right, the value is not.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return F.cross_entropy(s, torch.arange(2 * n, device=z.device).roll(n)) - math.log(2 * n - 1)
