"""One-hot labels times logarithms of the clamped table, summed over the labels.

Finite everywhere, since the clamp comes first.
"""

import torch.nn.functional as F


def matching_loss(probs, y):
    targets = F.one_hot(y, probs.shape[1]).to(probs.dtype)
    return -(targets * probs.clamp_min(1e-8).log()).sum(dim=1).mean(dim=0)
