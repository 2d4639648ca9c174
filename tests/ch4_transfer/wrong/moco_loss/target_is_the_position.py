"""You take the position in the batch as target; the positive of every query stands in column 0.

arange(B), as for losses within a batch.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue.detach().T], 1) / tau
    return F.cross_entropy(logits, torch.arange(len(q), device=q.device) % logits.shape[1])
