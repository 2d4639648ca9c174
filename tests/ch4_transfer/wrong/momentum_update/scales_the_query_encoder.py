"""You scale the query encoder's parameters in place on the way; they are left as they are.

q.mul_(1 - m) instead of q * (1 - m).
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k.mul_(m).add_(q.mul_(1 - m))
