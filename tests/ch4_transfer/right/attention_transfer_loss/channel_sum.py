"""The channel sum of squares.

The factor 1 / C goes away in the normalisation.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.pow(2).sum(dim=1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs) - _attention(ft.detach())).square().mean()
