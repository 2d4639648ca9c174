"""You cap the hinge at 6, but a pair may cost more. ReLU6 is for networks of low precision; take ReLU.

Copied from a mobile network.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    sq_dists = (z1 - z2).pow(2).sum(dim=1)
    dists = sq_dists.clamp(min=1e-12).sqrt()
    return (same * sq_dists + (1 - same) * F.relu6(margin - dists).pow(2)).mean()
