"""You compute in float32 although the inputs are float64; keep their dtype.

A .float() on the way.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    dtype, queue = q.dtype, queue.detach().float()
    q, k = F.normalize(q.float(), dim=1), F.normalize(k.detach().float(), dim=1)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue.T], 1) / tau
    return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.int64, device=q.device)).to(dtype)
