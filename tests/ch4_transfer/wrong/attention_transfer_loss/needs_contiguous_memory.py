"""You use view on activations that may not lie in memory row by row, such as a transpose. reshape or flatten take any tensor.

view fails where strides differ from those of a fresh tensor.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.view(f.shape[0], f.shape[1], -1).square().mean(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs) - _attention(ft.detach())).square().mean()
