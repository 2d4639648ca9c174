"""You multiply by 1/2. This loss has no factor.

Eq. 2 of the paper has beta / 2 before the sum.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return 0.5 * (_attention(fs) - _attention(ft.detach())).square().mean()
