"""You take margin ** 2 - d ** 2. It is the difference margin - d that is squared.

The square pulled into the bracket.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1)
    return (same * d2 + (1 - same) * F.relu(margin**2 - d2)).mean()
