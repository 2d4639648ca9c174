"""You subtract the squared distance from the margin. It is the distance itself that is subtracted, and then the difference is squared.

max(0, margin - d^2), without a square.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1)
    return (same * d2 + (1 - same) * F.relu(margin - d2)).mean()
