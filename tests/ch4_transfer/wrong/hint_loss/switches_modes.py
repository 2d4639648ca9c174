"""You put the regressor into training mode. Its mode is the caller's business.

A line copied from the training loop.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    regressor.train()
    return F.mse_loss(regressor(fs), ft.detach())
