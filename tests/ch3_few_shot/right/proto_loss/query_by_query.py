"""A loop over the queries and the prototypes, with logsumexp."""

import torch
from torch import Tensor


def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    losses, hits = [], 0
    for query, label in zip(zq, yq.tolist(), strict=True):
        logits = torch.stack([-((query - prototype) ** 2).sum() for prototype in prototypes])
        losses.append(torch.logsumexp(logits, dim=0) - logits[label])
        hits += int(logits.argmax()) == label
    return sum(losses) / len(losses), hits / len(yq)
