"""Your accuracy has an axis of length 1. Return a number or a tensor without axes.

mean with keepdim=True, or a list around the number turned into a tensor; the loss is right.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    is_right = (sq_dists.argmin(dim=1) == yq).to(zq.dtype)
    return F.cross_entropy(-sq_dists, yq), is_right.mean(dim=0, keepdim=True)
