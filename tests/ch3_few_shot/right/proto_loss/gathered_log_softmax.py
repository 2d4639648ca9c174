"""log_softmax, and the entry of the label gathered; the accuracy as a tensor."""

import torch
import torch.nn.functional as F
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    sq_dists = torch.sum((zq.unsqueeze(1) - prototypes.unsqueeze(0)) ** 2, dim=2)
    log_probs = F.log_softmax(-sq_dists, dim=1)
    loss = -log_probs.gather(1, yq.unsqueeze(1)).squeeze(1).mean()
    return loss, (log_probs.argmax(dim=1) == yq).float().mean()
