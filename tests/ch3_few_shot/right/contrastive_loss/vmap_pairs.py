"""One pair at a time under torch.func.vmap, with the double where for the root.

The inner where keeps 0 away from the root, the outer one puts it back.
"""

import torch


def contrastive_loss(z1, z2, same, margin):
    def cost(one, other, kind):
        square = (one - other).pow(2).sum()
        safe = torch.where(square > 0, square, torch.ones_like(square))
        d = torch.where(square > 0, safe.sqrt(), torch.zeros_like(square))
        return kind * square + (1 - kind) * torch.clamp(margin - d, min=0) ** 2

    return torch.func.vmap(cost)(z1, z2, same).mean()
