"""You exchange the kinds: same = 1 stands for a pair of the same class, which is pulled together.

The paper's Y is 0 for similar pairs.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    return ((1 - same) * d2 + same * F.relu(margin - d).pow(2)).mean()
