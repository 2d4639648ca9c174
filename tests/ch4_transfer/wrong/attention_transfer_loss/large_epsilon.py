"""You add an epsilon to the squares that is large beside small activations. The map itself is normalised.

1e-2 against a division by zero; where activations are small it is most of the map.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1) + 1e-2, dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs) - _attention(ft.detach())).square().mean()
