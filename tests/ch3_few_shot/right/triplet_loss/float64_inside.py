"""Computed in float64 with einsum, and converted back.

Stacked differences, one einsum for both.
"""

import torch


def triplet_loss(anchor, positive, negative, margin):
    steps = torch.stack([positive, negative]).double() - anchor.double()
    near, far = torch.einsum("ktd,ktd->kt", steps, steps).clamp(min=1e-20).sqrt()
    return torch.maximum(near - far + margin, torch.zeros_like(near)).mean().to(anchor.dtype)
