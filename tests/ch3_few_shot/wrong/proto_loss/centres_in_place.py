"""You change zq or the prototypes in place: the caller's embeddings are no longer what they were.

Centring makes the expanded formula safe, but -= writes into the argument.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    with torch.no_grad():
        centre = prototypes.mean(dim=0)
        zq -= centre
        prototypes -= centre
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    return F.cross_entropy(-sq_dists, yq), (sq_dists.argmin(dim=1) == yq).double().mean().item()
