"""You scale the maps so that they sum to 1. Their L2 norm is 1.

The L1 norm, as for a distribution.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1), p=1, dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs) - _attention(ft.detach())).square().mean()
