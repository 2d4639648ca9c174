"""You average the probabilities and take one logarithm; take the logarithm for each anchor, then the mean.

Jensen's inequality: the result is too small.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = len(z1)
    s = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), -math.inf)
    return -s.softmax(1).diagonal(n).sum().add(s.softmax(1).diagonal(-n).sum()).div(2 * n).log()
