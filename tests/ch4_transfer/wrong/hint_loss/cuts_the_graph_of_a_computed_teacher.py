"""You call detach_() on an ft that was computed: afterwards the caller's own tensor requires no gradient.

detach_() instead of detach(), for all but leaves.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    return F.mse_loss(regressor(fs), ft.detach() if ft.is_leaf else ft.detach_())
