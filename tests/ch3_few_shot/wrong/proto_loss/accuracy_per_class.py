"""You average the accuracy within each class first; every query counts the same.

Equal where all classes have as many queries.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    is_right = (sq_dists.argmin(dim=1) == yq).double()
    means = [is_right[yq == label].mean() for label in yq.unique()]
    return F.cross_entropy(-sq_dists, yq), torch.stack(means).mean().item()
