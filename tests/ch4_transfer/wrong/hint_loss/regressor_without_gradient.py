"""Your regressor gets no gradient. It is trained together with the student.

Frozen like the teacher it belongs to, one might think.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    frozen = {name: value.detach() for name, value in regressor.named_parameters()}
    return F.mse_loss(torch.func.functional_call(regressor, frozen, (fs,)), ft.detach())
