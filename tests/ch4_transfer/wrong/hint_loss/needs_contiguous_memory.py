"""You use view on features that may not lie in memory row by row, such as a transpose. reshape or flatten take any tensor.

view(-1) fails where strides differ from those of a fresh tensor.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    return F.mse_loss(regressor(fs).reshape(-1), ft.detach().view(-1))
