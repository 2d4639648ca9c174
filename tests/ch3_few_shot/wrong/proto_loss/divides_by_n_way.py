"""You divide the sum of the losses by the number of prototypes instead of the number of queries.

N and B mixed up; right where they are equal.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    loss = F.cross_entropy(-sq_dists, yq, reduction="sum") / len(prototypes)
    return loss, (sq_dists.argmin(dim=1) == yq).double().mean().item()
