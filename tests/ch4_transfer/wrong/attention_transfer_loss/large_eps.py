"""You divide by at least 0.01: maps of small activations get a length below 1.

F.normalize with a large eps, against a division by 0 that the contract excludes.
"""

import torch.nn.functional as F
from torch import Tensor


def _map(activations: Tensor) -> Tensor:
    return F.normalize(activations.pow(2).mean(1).flatten(1), dim=1, eps=1e-2)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_map(fs) - _map(ft.detach())).pow(2).mean()
