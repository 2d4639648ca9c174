"""You sum over the pairs instead of the features.

dim=0.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=0)
    d = d2.clamp(min=1e-12).sqrt()
    return (same.mean() * d2 + (1 - same.mean()) * F.relu(margin - d).pow(2)).mean()
