"""You turn same round in place, so that the caller's tensor changes. Write 1 - same.

same.neg_().add_(1).
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    pull = same * d2
    return (pull + same.neg_().add_(1) * F.relu(margin - d).pow(2)).mean()
