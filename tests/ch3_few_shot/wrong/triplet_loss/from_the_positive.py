"""You measure the negative's distance from the positive. Both distances are measured from the anchor.

d(p, n) instead of d(a, n).
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near, far = (anchor - positive).norm(dim=1), (positive - negative).norm(dim=1)
    return F.relu(near - far + margin).mean()
