"""You put the positive last and still take 0 as the target: the first row of the queue is treated as the right key.

cat([negatives, positive]) with target 0.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1)
    logits = torch.cat([q @ queue.detach().T, (q * k).sum(1, keepdim=True)], 1) / tau
    return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.int64, device=q.device))
