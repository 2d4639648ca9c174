"""You leave places out of the mean at which one of the maps is 0. All H * W places count.

A mask against places that a ReLU left at 0.
"""

import torch.nn.functional as F
from torch import Tensor


def _map(activations: Tensor) -> Tensor:
    return F.normalize(activations.pow(2).mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    qs, qt = _map(fs), _map(ft.detach())
    return (qs - qt).pow(2)[(qs > 0) & (qt > 0)].mean()
