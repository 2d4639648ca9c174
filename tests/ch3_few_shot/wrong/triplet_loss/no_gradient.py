"""You compute without a graph, so that nothing can be learned. Leave out no_grad, detach and item.

.item() or no_grad.
"""

import torch
import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    with torch.no_grad():
        near, far = (anchor - positive).norm(dim=1), (anchor - negative).norm(dim=1)
        return F.relu(near - far + margin).mean()
