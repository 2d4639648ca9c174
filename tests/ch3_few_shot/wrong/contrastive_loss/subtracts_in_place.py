"""You subtract in place, so that the caller's z1 changes. Write z1 - z2 instead of z1 -= z2.

z1 -= z2 saves a tensor. It raises for leaves that require a gradient, and is silent for all others.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    if not z1.requires_grad:
        z1 -= z2
        d2 = z1.pow(2).sum(dim=1)
    else:
        d2 = (z1 - z2).pow(2).sum(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    return (same * d2 + (1 - same) * F.relu(margin - d).pow(2)).mean()
