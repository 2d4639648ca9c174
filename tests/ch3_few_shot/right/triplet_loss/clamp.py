"""Roots of sums, and a clamp.

No norm and no relu.
"""

import torch


def triplet_loss(anchor, positive, negative, margin):
    near = torch.sqrt(torch.sum((anchor - positive) ** 2, dim=-1))
    far = torch.sqrt(torch.sum((anchor - negative) ** 2, dim=-1))
    return torch.clamp(near - far + margin, min=0).mean()
