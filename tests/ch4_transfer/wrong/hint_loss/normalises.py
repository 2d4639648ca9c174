"""You scale the features to length 1 first. They are compared as they are.

As in attention transfer, where maps are normalised.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    return F.mse_loss(F.normalize(regressor(fs), dim=1), F.normalize(ft.detach(), dim=1))
