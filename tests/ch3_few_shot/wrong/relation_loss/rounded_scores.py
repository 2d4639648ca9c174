"""You round the scores to 0 or 1, so that only decisions count; the loss compares the scores as they are.

No gradient is left either.
"""

import torch.nn.functional as F
from torch import Tensor


def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    return F.mse_loss(scores.round(), F.one_hot(y, scores.shape[1]).to(scores.dtype))
