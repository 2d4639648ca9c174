"""You square margin - d where it is negative, too: the cut-off at 0 is missing, or comes after the square. Cut off first.

max(0, (margin - d)^2).
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    return (same * d2 + (1 - same) * F.relu((margin - d).pow(2))).mean()
