"""You leave the positive out of the denominator; it is one of the K + 1 candidates.

The loss can be negative then.
"""

import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    q, k = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1)
    return ((q @ queue.detach().T / tau).logsumexp(1) - (q * k).sum(1) / tau).mean()
