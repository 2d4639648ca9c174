"""The notation of MoCo's published code."""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q = F.normalize(q, dim=1)
    with torch.no_grad():
        k = F.normalize(k, dim=1)
    positive = torch.einsum("nc,nc->n", [q, k]).unsqueeze(-1)
    negative = torch.einsum("nc,ck->nk", [q, queue.clone().detach().T])
    logits = torch.cat([positive, negative], dim=1)
    logits /= tau
    return F.cross_entropy(logits, torch.zeros(logits.shape[0], dtype=torch.long, device=q.device))
