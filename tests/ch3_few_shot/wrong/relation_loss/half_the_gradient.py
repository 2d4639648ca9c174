"""The value is right, but the gradient is only half: one of the two factors of the square is detached.

A product of the error with a detached copy of itself.
"""

import torch.nn.functional as F
from torch import Tensor


def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    error = scores - F.one_hot(y, scores.shape[1]).to(scores.dtype)
    return (error * error.detach()).mean()
