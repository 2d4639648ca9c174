"""You take the mean over the candidates in the denominator; it is their sum.

The loss is too small by log(K + 1), a constant: the gradient is right, the value is not.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue.detach().T], 1) / tau
    return (logits.exp().mean(1).log() - logits[:, 0]).mean()
