"""The queue normalised once more, which changes nothing, and the positive in the last column."""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    rows = torch.cat([F.normalize(queue, dim=1), F.normalize(k, dim=1)]).detach()
    similarities = F.normalize(q, dim=1) @ rows.T / tau
    n, b = len(queue), len(q)
    own = similarities[:, n:].diagonal().unsqueeze(1)
    logits = torch.cat([similarities[:, :n], own], dim=1)
    return F.cross_entropy(logits, torch.full((b,), n, device=q.device))
