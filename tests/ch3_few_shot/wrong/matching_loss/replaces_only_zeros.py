"""You replace probabilities of exactly 0. Those between 0 and 1e-8 count as 1e-8 as well.

where(p == 0, 1e-8, p).
"""

import torch


def matching_loss(probs, y):
    of_targets = probs.gather(1, y[:, None])
    return -torch.where(of_targets == 0, torch.full_like(of_targets, 1e-8), of_targets).log().mean()
