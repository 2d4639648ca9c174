"""2 - 2 cos of the maps, divided by the number of places.

Both vectors have length 1. In float64: for maps that nearly agree the difference of two numbers near 1 costs
digits.
"""

import torch.nn.functional as F
from torch import Tensor


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    s, t = fs.double().square().mean(1).flatten(1), ft.detach().double().square().mean(1).flatten(1)
    return ((2 - 2 * F.cosine_similarity(s, t, dim=1)) / s.shape[1]).mean().to(fs.dtype)
