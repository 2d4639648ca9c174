"""The squared distance multiplied out, computed in float64.

|a|^2 + |b|^2 - 2 a.b, clamped.
"""

import torch
import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    a, b, kind = z1.double(), z2.double(), same.double()
    squares = (a.square().sum(1) + b.square().sum(1) - 2 * torch.einsum("pd,pd->p", a, b)).clamp(min=0)
    d = (squares + 1e-14).sqrt()
    return (kind @ squares + (1 - kind) @ F.relu(margin - d).square()).div(len(kind)).to(z1.dtype)
