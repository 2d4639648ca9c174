"""You put the regressor into evaluation mode and restore the flag of the outermost module alone. Those inside it stay changed; leave the mode as it is.

eval() reaches every module inside; setting regressor.training reaches one.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    was_training = regressor.training
    regressor.eval()
    goal = regressor(fs)
    regressor.training = was_training
    return F.mse_loss(goal, ft.detach())
