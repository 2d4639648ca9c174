"""You take the root of 0 where a pair is identical: its derivative is infinite, and the gradient is no number. Keep the root away from 0.

sqrt without a guard; the loss is right.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1)
    return (same * d2 + (1 - same) * F.relu(margin - d2.sqrt()).pow(2)).mean()
