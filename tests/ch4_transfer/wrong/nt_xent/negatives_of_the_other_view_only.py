"""You compare an anchor with the rows of the other view only; the N - 1 other rows of its own view are negatives, too.

This is the loss of CLIP (Radford et al. 2021), with N candidates.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    s = F.normalize(z1, dim=1) @ F.normalize(z2, dim=1).T / tau
    target = torch.arange(len(z1), device=z1.device)
    return (F.cross_entropy(s, target) + F.cross_entropy(s.T, target)) / 2
