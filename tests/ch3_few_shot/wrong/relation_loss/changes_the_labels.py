"""You write into y: the caller's labels are no longer what they were.

Renumbering in place.
"""

import torch.nn.functional as F
from torch import Tensor


def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    loss = F.mse_loss(scores, F.one_hot(y, scores.shape[1]).to(scores.dtype))
    y -= y.min() - 1
    return loss
