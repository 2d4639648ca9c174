"""You switch requires_grad off on the teacher's activations. They are the caller's: use ft.detach(), which leaves them alone.

requires_grad_ changes the argument, and fails for a tensor that was computed.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs) - _attention(ft.requires_grad_(False))).square().mean()
