"""You leave the positive out of the denominator; it is one of the 2N - 1 candidates.

This is the decoupled loss of Yeh et al. (2022), and it can be negative.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = len(z1)
    s = z @ z.T / tau
    own = torch.eye(2 * n, dtype=torch.bool, device=z.device)
    positive = s.diagonal(n).repeat(2)
    negatives = s.masked_fill(own | own.roll(n, 1), -math.inf)
    return (negatives.logsumexp(1) - positive).mean()
