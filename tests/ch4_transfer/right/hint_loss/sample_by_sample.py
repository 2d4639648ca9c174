"""A loop over the samples.

All samples have equally many elements, so the mean of means is the mean.
"""

import torch
from torch import Tensor, nn


def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    errors = [(regressor(row[None])[0] - goal).square().mean() for row, goal in zip(fs, ft.detach(), strict=True)]
    return torch.stack(errors).mean()
