"""You return a new zero when all triplets satisfy the margin, and no graph leads from it to the embeddings. The gradient is 0, but it exists.

An early return. loss.backward() raises in the first batch of this kind.
"""

import torch.nn.functional as F


def triplet_loss(anchor, positive, negative, margin):
    cost = F.pairwise_distance(anchor, positive) - F.pairwise_distance(anchor, negative) + margin
    if (cost <= 0).all():
        return anchor.new_zeros(())
    return F.relu(cost).mean()
