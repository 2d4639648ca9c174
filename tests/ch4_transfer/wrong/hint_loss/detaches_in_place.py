"""You detach the caller's tensor itself, with detach_() or requires_grad_(False). Use detach(), which makes a new one.

An underscore too many.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    return F.mse_loss(regressor(fs), ft.detach_())
