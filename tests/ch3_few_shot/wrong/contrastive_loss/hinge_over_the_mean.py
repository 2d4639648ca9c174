"""You cut off the mean at 0. Each pair is cut off on its own.

The max put around the reduction.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    signed = (margin - d) * (margin - d).abs()
    return F.relu((same * d2 + (1 - same) * signed).mean())
