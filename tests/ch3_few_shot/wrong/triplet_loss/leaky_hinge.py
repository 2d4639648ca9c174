"""You let satisfied triplets cost a little less than nothing. They cost 0, exactly.

leaky_relu.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near, far = (anchor - positive).norm(dim=1), (anchor - negative).norm(dim=1)
    return F.leaky_relu(near - far + margin, 0.01).mean()
