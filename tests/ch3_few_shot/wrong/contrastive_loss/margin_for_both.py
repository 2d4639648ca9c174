"""You subtract a margin in pairs of the same class as well. They cost their squared distance, however small it is.

A "double margin" loss.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    return (same * F.relu(d - 0.1 * margin).pow(2) + (1 - same) * F.relu(margin - d).pow(2)).mean()
