"""You do not square margin - d.

A hinge loss for pairs of different classes.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    return (same * d2 + (1 - same) * F.relu(margin - d)).mean()
