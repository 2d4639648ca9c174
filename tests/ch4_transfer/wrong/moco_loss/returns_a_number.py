"""You return a loss without a graph; it must stay connected to q.

.item() inside the function.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k = F.normalize(q, dim=1), F.normalize(k, dim=1)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue.T], 1) / tau
    loss = F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.int64, device=q.device))
    return torch.tensor(loss.item(), dtype=q.dtype)
