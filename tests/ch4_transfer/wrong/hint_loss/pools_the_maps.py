"""You average feature maps over their places first. Every element is compared.

Global average pooling, which makes vectors of maps.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    guess, goal = regressor(fs), ft.detach()
    if goal.ndim > 2:
        guess, goal = guess.flatten(2).mean(2), goal.flatten(2).mean(2)
    return F.mse_loss(guess, goal)
