"""You view a tensor, which some memory layouts do not allow; reshape() and flatten() work on any.

What comes from a transpose or a slice is often not contiguous.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z1, z2 = (view.view(-1).view(view.shape) for view in (z1, z2))
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return F.cross_entropy(s, torch.arange(2 * n, device=z.device).roll(n))
