"""You view a tensor, which some memory layouts do not allow; reshape() and flatten() work on any.

What comes from a transpose or a slice is often not contiguous.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k, queue = (argument.view(-1).view(argument.shape) for argument in (q, k, queue))
    q, k = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue.detach().T], 1) / tau
    return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.int64, device=q.device))
