"""Computed in float64 and converted back.

einsum over rows.
"""

import torch
import torch.nn.functional as F


def matching_loss(probs, y):
    wide = probs.double().clip(min=1e-8)
    logs = torch.einsum("bn,bn->b", wide.log(), F.one_hot(y, probs.shape[1]).double())
    return (-logs.sum() / logs.numel()).to(probs.dtype)
