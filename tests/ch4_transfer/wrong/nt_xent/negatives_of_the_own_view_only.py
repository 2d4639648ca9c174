"""You take negatives from the anchor's own view only; the other rows of the other view are negatives, too.

The N - 1 similarities across the views are missing in each denominator.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    a, b = F.normalize(z1, dim=1), F.normalize(z2, dim=1)
    n = len(z1)
    positive = (a * b).sum(1, keepdim=True) / tau
    others = ~torch.eye(n, dtype=torch.bool, device=a.device)
    losses = []
    for view in (a, b):
        negatives = (view @ view.T / tau)[others].view(n, n - 1)
        losses.append(F.cross_entropy(torch.cat([positive, negatives], 1), torch.zeros(n, dtype=torch.int64, device=a.device)))
    return (losses[0] + losses[1]) / 2
