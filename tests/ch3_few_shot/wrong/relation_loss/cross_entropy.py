"""You use the cross-entropy over the classes; each score is compared with 0 or 1 by itself, without a softmax.

The usual loss of a classifier.
"""

import torch.nn.functional as F
from torch import Tensor


def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    return F.cross_entropy(scores, y)
