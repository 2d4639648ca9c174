"""You treat the student's norm as a constant. The gradient passes through the normalisation too.

A detach too many; the value is right.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    maps = fs.square().mean(1).flatten(1)
    q_s = maps / maps.detach().norm(dim=1, keepdim=True)
    return (q_s - _attention(ft.detach())).square().mean()
