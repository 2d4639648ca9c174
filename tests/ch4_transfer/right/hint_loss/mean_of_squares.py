"""The square written out, the teacher's .data.

No library call.
"""

from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    return ((regressor(fs) - ft.data) ** 2).mean()
