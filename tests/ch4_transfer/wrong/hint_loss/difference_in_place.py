"""You subtract in place from the teacher's features (detach() shares their memory). Make a new tensor.

ft.detach() is cut off from the graph but not from the memory.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    difference = ft.detach()
    difference -= regressor(fs).detach()
    return F.mse_loss(regressor(fs), regressor(fs).detach() + difference)
