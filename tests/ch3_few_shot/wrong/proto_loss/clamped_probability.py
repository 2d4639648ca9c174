"""You bound the probabilities from below, so that the loss of a far query can never exceed that bound and its gradient is lost.

The logarithm of the bound is finite, but not right.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    loss = F.nll_loss(F.softmax(-sq_dists, dim=1).clamp_min(1e-30).log(), yq)
    return loss, (sq_dists.argmin(dim=1) == yq).double().mean().item()
