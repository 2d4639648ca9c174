"""You compare every row of z1 with every row of z2. Pair p is z1[p] with z2[p].

cdist, or a missing axis: (P, P) entries.
"""

import torch
import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d = torch.cdist(z1, z2)
    return (same * d.pow(2) + (1 - same) * F.relu(margin - d).pow(2)).mean()
