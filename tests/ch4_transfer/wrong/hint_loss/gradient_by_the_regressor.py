"""You cut the student off where the regressor is frozen. Its features get their gradient through any regressor.

Whether there is anything to learn is judged by the regressor's parameters alone.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    is_learning = any(param.requires_grad for param in regressor.parameters())
    return F.mse_loss(regressor(fs if is_learning else fs.detach()), ft.detach())
