"""The layout of the paper: the two views of an image follow each other."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = torch.stack([z1, z2], dim=1).flatten(0, 1)
    s = F.cosine_similarity(z[:, None], z[None], dim=2) / tau
    own = torch.eye(len(z), dtype=torch.bool, device=z.device)
    return F.cross_entropy(s.masked_fill(own, -math.inf), torch.arange(len(z), device=z.device) ^ 1)
