"""Your code takes feature vectors only. Features may be maps with four axes, for a convolutional regressor.

Flattened before the regressor, as before a linear layer.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    return F.mse_loss(regressor(fs.flatten(1)), ft.detach().flatten(1))
