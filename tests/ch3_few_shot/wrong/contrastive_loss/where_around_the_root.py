"""You guard the root with where after it was taken: the gradient of the branch that is not taken is infinite times 0, no number.

torch.where(d2 > 0, sqrt(d2), 0).
"""

import torch
import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1)
    d = torch.where(d2 > 0, d2.sqrt(), torch.zeros_like(d2))
    return (same * d2 + (1 - same) * F.relu(margin - d).pow(2)).mean()
