"""You write into the scores: the caller's tensor is no longer what it was.

scores[rows, y] -= 1 on the argument's data.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    errors = scores.clone()
    with torch.no_grad():
        scores[torch.arange(len(y), device=y.device), y] -= 1
    return (scores - scores.detach() + errors - F.one_hot(y, scores.shape[1]).to(scores.dtype)).pow(2).mean()
