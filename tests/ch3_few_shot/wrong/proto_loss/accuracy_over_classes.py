"""You divide the number of right queries by the number of prototypes instead of the number of queries.

N and B mixed up.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    return F.cross_entropy(-sq_dists, yq), (sq_dists.argmin(dim=1) == yq).sum().item() / len(prototypes)
