"""You use 1 for the margin, whatever margin is.

nn.TripletMarginLoss has 1.0 as its default.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    return F.triplet_margin_loss(anchor, positive, negative)
