"""You number the labels anew by those that occur (unique), so that with an absent class the ones stand in the wrong columns.

Right where every class occurs.
"""

import torch.nn.functional as F
from torch import Tensor


def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    labels = y.unique(return_inverse=True)[1]
    return (scores - F.one_hot(labels, scores.shape[1]).to(scores.dtype)).pow(2).mean()
