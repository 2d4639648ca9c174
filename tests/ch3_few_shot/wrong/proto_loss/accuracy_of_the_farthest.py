"""Your accuracy asks for the farthest prototype: argmax of the distances instead of argmin.

The loss is right.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    return F.cross_entropy(-sq_dists, yq), (sq_dists.argmax(dim=1) == yq).double().mean().item()
