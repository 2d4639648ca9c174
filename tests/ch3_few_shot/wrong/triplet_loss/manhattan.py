"""You add up absolute differences. The distance is Euclidean.

p=1.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    return F.triplet_margin_loss(anchor, positive, negative, margin=margin, p=1)
