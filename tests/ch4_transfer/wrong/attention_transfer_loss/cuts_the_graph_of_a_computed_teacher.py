"""You call detach_() on an ft that was computed: afterwards the caller's own tensor requires no gradient.

detach_() instead of detach(), for all but leaves.
"""

import torch.nn.functional as F
from torch import Tensor


def _map(activations: Tensor) -> Tensor:
    return F.normalize(activations.pow(2).mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    fixed = ft.detach() if ft.is_leaf else ft.detach_()
    return (_map(fs) - _map(fixed)).pow(2).mean()
