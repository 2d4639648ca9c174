"""You take a root and square it again: at distance 0 its derivative is infinite, and the gradient becomes NaN.

Right values everywhere; NaN where a query equals a prototype.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1).sqrt()
    return F.cross_entropy(-dists.pow(2), yq), (dists.argmin(dim=1) == yq).double().mean().item()
