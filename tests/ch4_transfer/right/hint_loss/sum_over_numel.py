"""The sum divided by the number of elements.

The same as the mean.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    goal = ft.detach()
    return F.mse_loss(regressor(fs), goal, reduction="sum") / goal.numel()
