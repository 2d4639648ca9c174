"""You switch requires_grad of an argument on: that changes the caller's tensor.

Right values and gradients.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    for argument in (zq, prototypes):
        if argument.is_leaf:
            argument.requires_grad_()
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    return F.cross_entropy(-sq_dists, yq), (sq_dists.argmin(dim=1) == yq).double().mean().item()
