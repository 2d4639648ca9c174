"""Computes in float64 and returns the dtype of q."""

import torch
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    unit_q = q.double() / q.double().square().sum(1, keepdim=True).sqrt()
    unit_k = (k.double() / k.double().square().sum(1, keepdim=True).sqrt()).detach()
    candidates = torch.cat([unit_k.unsqueeze(1), queue.detach().double().expand(len(q), -1, -1)], dim=1)
    scores = torch.bmm(candidates, unit_q.unsqueeze(2)).squeeze(2) / tau
    return -scores.log_softmax(dim=1)[:, 0].mean().to(q.dtype)
