"""You convert the activations to float32. Compute in their own dtype.

`.float()` as a habit.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs.float()) - _attention(ft.detach().float())).square().mean().to(fs.dtype)
