"""You exchange positive and negative: the anchor should be nearer to its positive.

Arguments in another order.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near, far = (anchor - positive).norm(dim=1), (anchor - negative).norm(dim=1)
    return F.relu(far - near + margin).mean()
