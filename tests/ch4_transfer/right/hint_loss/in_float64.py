"""Squares and mean in float64, returned in the dtype of fs.

More digits than asked for.
"""

from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    return (regressor(fs).double() - ft.detach().double()).pow(2).mean().to(fs.dtype)
