"""You average within each class first, so that a query of a rare class counts more; every query counts the same.

Algorithm 1 divides by N_C N_Q; equal where all classes have as many queries.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    losses = F.cross_entropy(-sq_dists, yq, reduction="none")
    means = torch.stack([losses[yq == label].mean() for label in yq.unique()])
    return means.mean(), (sq_dists.argmin(dim=1) == yq).double().mean().item()
