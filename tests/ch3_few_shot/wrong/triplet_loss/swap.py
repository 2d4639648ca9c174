"""You take the smaller of the negative's distances from anchor and positive. Only that from the anchor counts.

swap=True of torch's triplet loss.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    return F.triplet_margin_loss(anchor, positive, negative, margin=margin, swap=True)
