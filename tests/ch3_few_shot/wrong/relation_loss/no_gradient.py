"""No gradient reaches the scores: is there a detach, no_grad, item or numpy?

Right values.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    with torch.no_grad():
        return F.mse_loss(scores, F.one_hot(y, scores.shape[1]).to(scores.dtype))
