"""nn.TripletMarginWithDistanceLoss with pairwise distances.

The module form.
"""

from torch import nn


def triplet_loss(anchor, positive, negative, margin):
    loss = nn.TripletMarginWithDistanceLoss(distance_function=nn.PairwiseDistance(eps=1e-8), margin=margin)
    return loss(anchor, positive, negative)
