"""You average over the channels and then square. The squares come first: positive and negative channels must not cancel.

The two steps in the wrong order.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.mean(1).square().flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs) - _attention(ft.detach())).square().mean()
