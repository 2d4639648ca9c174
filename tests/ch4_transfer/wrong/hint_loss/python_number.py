"""You return a Python number, which cannot be differentiated. Return the tensor.

.item() belongs into the log line of the training loop.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    return F.mse_loss(regressor(fs), ft.detach()).item()
