"""You swap height and width of the student's activations where both are equal. Places that belong together have the same index in fs and ft.

An attempt to bring differing layouts into line, for which square maps give no hint.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    if fs.shape[2] == fs.shape[3]:
        fs = fs.transpose(2, 3)
    return (_attention(fs) - _attention(ft.detach())).square().mean()
