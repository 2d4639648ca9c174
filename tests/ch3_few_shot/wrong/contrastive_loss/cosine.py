"""You compare directions. The distance is Euclidean, and lengths count.

1 - cos.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d = 1 - F.cosine_similarity(z1, z2, dim=1)
    return (same * d.pow(2) + (1 - same) * F.relu(margin - d).pow(2)).mean()
