"""You combine distances of shape (P, 1) with kinds of shape (P,): that makes a table of all combinations. Give both one shape.

keepdim=True.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1, keepdim=True)
    d = d2.clamp(min=1e-12).sqrt()
    return (same * d2 + (1 - same) * F.relu(margin - d).pow(2)).mean()
