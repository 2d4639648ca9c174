"""You let the keys of other samples in the batch compete, too; the negatives are the rows of the queue, K of them.

[q kᵀ, q queueᵀ] has B + K candidates; the paper has K + 1.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1)
    logits = torch.cat([q @ k.T, q @ queue.detach().T], 1) / tau
    return F.cross_entropy(logits, torch.arange(len(q), device=q.device))
