"""A small constant under the root.

The squared distance of pairs of the same class stays without it.
"""

import torch


def contrastive_loss(z1, z2, same, margin):
    squares = ((z1 - z2) ** 2).sum(1)
    d = torch.sqrt(squares + 1e-12)
    return (same * squares + (1 - same) * torch.relu(margin - d).square()).mean()
