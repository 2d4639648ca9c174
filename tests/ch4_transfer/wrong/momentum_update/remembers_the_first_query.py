"""You corrupt later updates by a state that outlives the call; each update uses the values of that moment.

The query's parameters were stored at the first call.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    if not hasattr(key_encoder, "stored"):
        key_encoder.stored = [q.detach().clone() for q in query_encoder.parameters()]
    with torch.no_grad():
        for q, k in zip(key_encoder.stored, key_encoder.parameters(), strict=True):
            k.mul_(m).add_(q, alpha=1 - m)
