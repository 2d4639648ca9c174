"""You average the probabilities and take one logarithm; take the logarithm for each query, then the mean.

Jensen's inequality: the result is too small.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue.detach().T], 1) / tau
    return -logits.softmax(1)[:, 0].mean().log()
