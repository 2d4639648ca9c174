"""When z2 needs no gradient, you give z1 none either. Each of the two needs its own, whatever the other does.

A fixed z2 is taken for a sign of evaluation.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def contrastive_loss(z1: Tensor, z2: Tensor, same: Tensor, margin: float) -> Tensor:
    with torch.set_grad_enabled(z2.requires_grad):
        sq_dists = (z1 - z2).pow(2).sum(dim=1)
        dists = sq_dists.clamp(min=1e-12).sqrt()
        return (same * sq_dists + (1 - same) * F.relu(margin - dists).pow(2)).mean()
