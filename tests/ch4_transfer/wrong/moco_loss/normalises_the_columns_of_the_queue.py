"""You normalise the columns of the queue; its rows have length 1 already and are used as they are.

dim=0 on the queue, or dim=1 on its transpose.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1)
    negatives = q @ F.normalize(queue.detach().T, dim=1)
    logits = torch.cat([(q * k).sum(1, keepdim=True), negatives], 1) / tau
    return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.int64, device=q.device))
