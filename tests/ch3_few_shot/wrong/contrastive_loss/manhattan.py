"""You add up absolute differences. The distance is Euclidean.

The L1 of Koch 2015.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d = (z1 - z2).abs().sum(dim=1)
    return (same * d.pow(2) + (1 - same) * F.relu(margin - d).pow(2)).mean()
