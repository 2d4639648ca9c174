"""You convert to float32. The loss keeps the dtype of the embeddings.

.float() as a habit.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).float().pow(2).sum(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    return (same.float() * d2 + (1 - same.float()) * F.relu(margin - d).pow(2)).mean()
