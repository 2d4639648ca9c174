"""You switch requires_grad of the scores on: that changes the caller's tensor.

Right values and gradients.
"""

import torch.nn.functional as F
from torch import Tensor


def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    if scores.is_leaf:
        scores.requires_grad_()
    return F.mse_loss(scores, F.one_hot(y, scores.shape[1]).to(scores.dtype))
