"""You return a new zero when all pairs are far enough apart, and no graph leads from it to z1 and z2. The gradient is 0, but it exists.

An early return. loss.backward() raises in the first batch of this kind.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d = F.pairwise_distance(z1, z2)
    if (same == 0).all() and (d > margin).all():
        return z1.new_zeros(())
    return (same * d.square() + (1 - same) * F.relu(margin - d).square()).mean()
