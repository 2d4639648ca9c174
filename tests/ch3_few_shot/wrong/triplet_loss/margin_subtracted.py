"""You subtract the margin. It is added: the negative must be farther away by it.

The inequality turned round.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near, far = (anchor - positive).norm(dim=1), (anchor - negative).norm(dim=1)
    return F.relu(near - far - margin).mean()
