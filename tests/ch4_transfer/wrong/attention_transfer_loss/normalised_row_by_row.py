"""You normalise each row of the map. The map is flattened first, then the whole of it has length 1.

F.normalize of the map with its default axis, before flattening.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1), dim=2).flatten(1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs) - _attention(ft.detach())).square().mean()
