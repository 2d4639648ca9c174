"""F.margin_ranking_loss of the two distances.

max(0, -1 * (far - near) + margin) with y = 1.
"""

import torch
import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    near, far = F.pairwise_distance(anchor, positive), F.pairwise_distance(anchor, negative)
    return F.margin_ranking_loss(far, near, torch.ones_like(far), margin=margin)
