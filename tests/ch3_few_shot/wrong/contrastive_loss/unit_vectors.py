"""You scale the embeddings to length 1 first. They enter as they are.

F.normalize, as in later losses.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    z1, z2 = F.normalize(z1, dim=1), F.normalize(z2, dim=1)
    d2 = (z1 - z2).pow(2).sum(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    return (same * d2 + (1 - same) * F.relu(margin - d).pow(2)).mean()
