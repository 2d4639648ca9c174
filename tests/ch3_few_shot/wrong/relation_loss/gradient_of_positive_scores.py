"""You detach scores of 0, as if they were missing. They get a gradient like every other.

A mask for padded entries. Right values.
"""

import torch
import torch.nn.functional as F


def relation_loss(scores, y):
    kept = torch.where(scores > 0, scores, scores.detach())
    return F.mse_loss(kept, F.one_hot(y, scores.shape[1]).to(scores.dtype))
