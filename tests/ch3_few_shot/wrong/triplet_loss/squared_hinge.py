"""You square the hinge. It is not squared.

By analogy with the contrastive loss.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near, far = (anchor - positive).norm(dim=1), (anchor - negative).norm(dim=1)
    return F.relu(near - far + margin).pow(2).mean()
