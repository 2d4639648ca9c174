"""The diagonal of torch.cdist in its exact mode.

Its gradient at distance 0 is 0.
"""

import torch


def contrastive_loss(z1, z2, same, margin):
    d = torch.cdist(z1, z2, compute_mode="donot_use_mm_for_euclid_dist").diagonal()
    return (same * d * d + (1 - same) * torch.maximum(margin - d, torch.zeros_like(d)) ** 2).mean()
