"""You take the root of the difference of squared distances. Take the root of each.

sqrt(near^2 - far^2).
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    difference = (anchor - positive).pow(2).sum(dim=1) - (anchor - negative).pow(2).sum(dim=1)
    return F.relu(difference.sign() * difference.abs().sqrt() + margin).mean()
