"""You return a Python number, or a tensor without a graph; the loss must stay connected to both views.

.item() inside the function.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return torch.tensor(F.cross_entropy(s, torch.arange(2 * n, device=z.device).roll(n)).item(), dtype=z.dtype)
