"""You use the Euclidean distance with its root; the softmax is over the negative squared distances.

Trains to the same accuracy; seen in every loss. cdist without the square.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1).add(1e-12).sqrt()
    return F.cross_entropy(-dists, yq), (dists.argmin(dim=1) == yq).double().mean().item()
