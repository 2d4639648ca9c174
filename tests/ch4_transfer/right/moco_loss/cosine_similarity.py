"""torch's cosine similarity and logsumexp."""

import torch
import torch.nn.functional as F
from torch import Tensor


def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    k, queue = k.detach(), queue.detach()
    positive = F.cosine_similarity(q, k) / tau
    negatives = F.cosine_similarity(q.unsqueeze(1), queue.unsqueeze(0), dim=-1) / tau
    return (torch.logaddexp(positive, negatives.logsumexp(dim=1)) - positive).mean()
