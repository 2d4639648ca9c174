"""A loop over the pairs, with an if for the kind.

No root is taken of a pair of the same class.
"""

import torch


def contrastive_loss(z1, z2, same, margin):
    costs = []
    for one, other, kind in zip(z1, z2, same.tolist(), strict=True):
        square = torch.dot(one - other, one - other)
        if kind:
            costs.append(square)
        elif square == 0:
            costs.append(margin**2 + 0 * square)
        else:
            costs.append(torch.relu(margin - square.sqrt()) ** 2)
    return sum(costs) / len(costs)
