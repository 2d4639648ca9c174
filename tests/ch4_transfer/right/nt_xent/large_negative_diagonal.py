"""The blocks of SimCLR's published code, with a large number in the place of infinity."""

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    a, b = F.normalize(z1, dim=-1), F.normalize(z2, dim=-1)
    own = torch.eye(len(a), device=a.device, dtype=a.dtype) * 1e9
    aa, bb, ab = a @ a.T / tau - own, b @ b.T / tau - own, a @ b.T / tau
    target = torch.arange(len(a), device=a.device)
    one = F.cross_entropy(torch.cat([ab, aa], 1), target)
    other = F.cross_entropy(torch.cat([ab.T, bb], 1), target)
    return (one + other) / 2
