"""You call the regressor in training mode and switch back: with batch norm the result is another one.

train() around the call, "because the regressor is trained".
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    was_training = regressor.training
    guess = regressor.train()(fs)
    regressor.train(was_training)
    return F.mse_loss(guess, ft.detach())
