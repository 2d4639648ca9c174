"""You cut off before the margin is added. The margin stands inside of the max.

relu(near - far) + margin.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near, far = (anchor - positive).norm(dim=1), (anchor - negative).norm(dim=1)
    return (F.relu(near - far) + margin).mean()
