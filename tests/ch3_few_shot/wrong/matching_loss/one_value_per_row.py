"""You return one loss for each row. Asked for is their mean, a tensor without axes.

reduction="none".
"""

import torch.nn.functional as F


def matching_loss(probs, y):
    return F.nll_loss(probs.clamp(min=1e-8).log(), y, reduction="none")
