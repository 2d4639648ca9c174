"""You replace NaN and infinity by numbers: the loss of far queries is finite then, but not theirs.

A patch over exp(-d2) = 0.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    loss = F.nll_loss(torch.nan_to_num(F.softmax(-sq_dists, dim=1).log(), neginf=-100.0), yq)
    return loss, (sq_dists.argmin(dim=1) == yq).double().mean().item()
