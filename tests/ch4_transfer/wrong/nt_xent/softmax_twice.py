"""You hand probabilities to cross_entropy, which takes the softmax once more; it wants the similarities themselves.

The loss hardly falls, because probabilities are all between 0 and 1.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return F.cross_entropy(s.softmax(1), torch.arange(2 * n, device=z.device).roll(n))
