"""You sum over the places of a feature map. The mean is over all elements, places too.

Mean over batch and channels only; vectors have no places, so they do not show it.
"""

from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    squared = (regressor(fs) - ft.detach()).square()
    return squared.flatten(2).sum(2).mean() if squared.ndim > 2 else squared.mean()
