"""One triplet at a time under torch.func.vmap.

torch.dist for a distance.
"""

import torch


def triplet_loss(anchor, positive, negative, margin):
    def cost(a, p, n):
        return torch.relu((a - p).norm() - (a - n).norm() + margin)

    return torch.func.vmap(cost)(anchor, positive, negative).mean()
