"""You take a root and square it again: where all channels are 0, the derivative of the root is infinite.

A norm over the channels, squared: sqrt(mean of squares) ** 2. Its gradient is NaN at places that a ReLU left at 0.
"""

import torch.nn.functional as F
from torch import Tensor


def _map(activations: Tensor) -> Tensor:
    strength = activations.pow(2).mean(1).sqrt() ** 2
    return F.normalize(strength.flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_map(fs) - _map(ft.detach())).pow(2).mean()
