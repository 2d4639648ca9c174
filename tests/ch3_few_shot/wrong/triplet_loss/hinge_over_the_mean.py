"""You cut off the mean at 0. Each triplet is cut off on its own, before the mean.

The max put around the reduction. Equal for one triplet.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near, far = (anchor - positive).norm(dim=1), (anchor - negative).norm(dim=1)
    return F.relu((near - far + margin).mean())
