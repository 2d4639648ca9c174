"""You use the rows of z1 as anchors only; those of z2 are anchors, too, and the mean is over all 2N.

Half of the loss, and it changes when the views change places.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return F.cross_entropy(s[:n], torch.arange(n, 2 * n, device=z.device))
