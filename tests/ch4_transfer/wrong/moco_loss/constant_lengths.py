"""You divide by lengths that are cut off from the graph; the gradient must pass through the normalisation, too.

The value is right.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k = q / q.detach().norm(dim=1, keepdim=True), F.normalize(k.detach(), dim=1)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue.detach().T], 1) / tau
    return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.int64, device=q.device))
