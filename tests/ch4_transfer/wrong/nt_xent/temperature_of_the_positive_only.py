"""You divide by tau in the numerator only; in the denominator every similarity is divided by it as well.

The quotient is no probability then.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = len(z1)
    s = (z @ z.T).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return (s.logsumexp(1) - s.diagonal(n).repeat(2) / tau).mean()
