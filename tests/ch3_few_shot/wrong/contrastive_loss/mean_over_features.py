"""You average the squared differences over the features. The squared distance is their sum.

F.mse_loss per pair.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).mean(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    return (same * d2 + (1 - same) * F.relu(margin - d).pow(2)).mean()
