"""You take the softmax and then its logarithm: for far queries the probability is 0 in floating point and the loss infinite.

Right on near queries.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    loss = F.nll_loss(F.softmax(-sq_dists, dim=1).log(), yq)
    return loss, (sq_dists.argmin(dim=1) == yq).double().mean().item()
