"""You compare directions. The distance is Euclidean, and lengths count.

1 - cos.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near = 1 - F.cosine_similarity(anchor, positive, dim=1)
    far = 1 - F.cosine_similarity(anchor, negative, dim=1)
    return F.relu(near - far + margin).mean()
