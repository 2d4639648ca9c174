"""You call one_hot without the number of classes: when the last class is absent its table is too narrow, and the subtraction fails.

Raises, or with a single class broadcasts.
"""

import torch.nn.functional as F
from torch import Tensor


def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    return (scores - F.one_hot(y).to(scores.dtype)).pow(2).mean()
