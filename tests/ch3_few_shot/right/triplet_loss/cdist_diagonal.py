"""The diagonals of two distance tables, and a mask.

The mask has the derivative of the hinge.
"""

import torch


def triplet_loss(anchor, positive, negative, margin):
    mode = "donot_use_mm_for_euclid_dist"
    costs = torch.cdist(anchor, positive, compute_mode=mode) - torch.cdist(anchor, negative, compute_mode=mode)
    costs = costs.diagonal() + margin
    return (costs * (costs > 0)).sum() / len(costs)
