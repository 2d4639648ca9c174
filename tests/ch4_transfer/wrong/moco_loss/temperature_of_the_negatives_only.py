"""You divide the negatives by tau and not the positive; all K + 1 similarities are divided by it.

A bracket that closes too early.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue.detach().T / tau], 1)
    return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.int64, device=q.device))
