"""You cut the gradient of the positive; queries are pulled towards their key as well as pushed away from the queue.

A no_grad block around k that also holds the product q k. The value is right.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q = F.normalize(q, dim=1)
    with torch.no_grad():
        positive = (q * F.normalize(k, dim=1)).sum(1, keepdim=True)
    logits = torch.cat([positive, q @ queue.detach().T], 1) / tau
    return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.int64, device=q.device))
