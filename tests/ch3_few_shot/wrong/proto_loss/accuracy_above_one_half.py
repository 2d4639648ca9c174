"""You count a query as right if its class has a probability above 0.5. With three or more classes the nearest prototype may have less.

The threshold of binary classification; the loss is right.
"""

import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    of_labels = (-sq_dists).softmax(dim=1).gather(1, yq[:, None])
    return F.cross_entropy(-sq_dists, yq), (of_labels > 0.5).double().mean().item()
