"""You average within each label first, then over the labels. Every row counts alike.

A balanced loss.
"""

import torch


def matching_loss(probs, y):
    losses = -probs.gather(1, y[:, None]).squeeze(1).clamp(min=1e-8).log()
    return torch.stack([losses[y == label].mean() for label in y.unique()]).mean()
