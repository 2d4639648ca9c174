"""You compare squared distances. Here the distances are not squared.

FaceNet as printed.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near, far = (anchor - positive).pow(2).sum(dim=1), (anchor - negative).pow(2).sum(dim=1)
    return F.relu(near - far + margin).mean()
