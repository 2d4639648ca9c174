"""You set the similarity of an anchor with itself to 0; that still adds exp(0) = 1 to the denominator. Minus infinity leaves it out.

Zeros on the diagonal look like nothing, but the softmax takes their exponential.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    n = len(z1)
    similarities = (z @ z.T / tau).masked_fill(torch.eye(2 * n, dtype=torch.bool, device=z.device), 0.0)
    return F.cross_entropy(similarities, torch.arange(2 * n, device=z.device).roll(n))
