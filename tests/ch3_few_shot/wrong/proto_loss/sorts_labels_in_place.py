"""You change yq in place: the caller's labels no longer belong to their queries.

Right values; yq belongs to the caller.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    order = yq.argsort()
    zq, yq[:] = zq[order], yq[order].clone()
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    return F.cross_entropy(-sq_dists, yq), (sq_dists.argmin(dim=1) == yq).double().mean().item()
