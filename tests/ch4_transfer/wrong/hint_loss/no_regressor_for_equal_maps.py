"""You leave the regressor out where both feature maps have the same shape. It is always applied.

"Only needed when the channels differ"; vectors still go through it.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    guess = fs if fs.dim() == 4 and fs.shape == ft.shape else regressor(fs)
    return F.mse_loss(guess, ft.detach())
