"""Your softmax prefers the farthest prototype: the squared distances enter without the minus sign.

The loss falls if the encoder collapses.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    return F.cross_entropy(sq_dists, yq), (sq_dists.argmin(dim=1) == yq).double().mean().item()
