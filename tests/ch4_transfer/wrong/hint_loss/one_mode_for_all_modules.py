"""You call train() or eval() of the regressor, which sets the mode of all modules in it; a part may have its own.

regressor.train(regressor.training) looks as if it changed nothing.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    guess = regressor(fs)
    regressor.train(regressor.training)
    return F.mse_loss(guess, ft.detach())
