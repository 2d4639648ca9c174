"""You return float64 whatever the dtype of the scores is: your targets are float64.

.double() on the one-hot labels promotes everything.
"""

import torch.nn.functional as F
from torch import Tensor


def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    return (scores - F.one_hot(y, scores.shape[1]).double()).pow(2).mean()
