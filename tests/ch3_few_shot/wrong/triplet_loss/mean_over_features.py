"""You average the squared differences over the features. The distance sums them.

Root mean square.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near, far = (anchor - positive).pow(2).mean(dim=1).sqrt(), (anchor - negative).pow(2).mean(dim=1).sqrt()
    return F.relu(near - far + margin).mean()
