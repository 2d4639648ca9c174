"""You return 1 minus the cosine of the maps. The loss is the mean of the squared differences: 2 - 2 cos, divided by the number of places.

For vectors of length 1 the two differ by a factor only.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (1 - (_attention(fs) * _attention(ft.detach())).sum(1)).mean()
