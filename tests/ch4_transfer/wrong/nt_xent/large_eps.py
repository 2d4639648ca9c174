"""You divide by at least 0.1: rows shorter than that are not brought to length 1.

F.normalize with a large eps, "for stability".
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    n, z = len(z1), F.normalize(torch.cat([z1, z2]), dim=1, eps=0.1)
    own = torch.eye(2 * n, dtype=torch.bool, device=z.device)
    positives = torch.arange(2 * n, device=z.device).roll(n)
    return F.cross_entropy((z @ z.T / tau).masked_fill(own, -torch.inf), positives)
