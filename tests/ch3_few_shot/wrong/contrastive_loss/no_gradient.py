"""You compute without a graph, so that nothing can be learned. Leave out no_grad, detach and item.

.item() or no_grad.
"""

import torch
import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    with torch.no_grad():
        d2 = (z1 - z2).pow(2).sum(dim=1)
        return (same * d2 + (1 - same) * F.relu(margin - d2.sqrt()).pow(2)).mean()
