"""You take one distance for the whole batch. Each row has its own.

.norm() without dim. Equal for one triplet.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    return F.relu((anchor - positive).norm() - (anchor - negative).norm() + margin)
