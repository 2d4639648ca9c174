"""Query by query, with exponentials and a logarithm."""

import torch
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    losses = []
    for query, key in zip(q, k.detach(), strict=True):
        query, key = query / query.norm(), key / key.norm()
        right = torch.exp(query @ key / tau)
        others = sum(torch.exp(query @ row / tau) for row in queue.detach())
        losses.append(-torch.log(right / (right + others)))
    return torch.stack(losses).mean()
