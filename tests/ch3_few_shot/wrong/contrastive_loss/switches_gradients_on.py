"""You call requires_grad_() on the embeddings, which changes them. Whether they require a gradient is the caller's decision.

To make sure that there is a graph.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1.requires_grad_() - z2.requires_grad_()).pow(2).sum(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    return (same * d2 + (1 - same) * F.relu(margin - d).pow(2)).mean()
