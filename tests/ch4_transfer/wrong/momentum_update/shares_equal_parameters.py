"""You let key and query share memory where a frozen parameter is equal in both; it need not stay so.

As long as both encoders are as they were made, every parameter is equal.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            if not q.requires_grad and torch.equal(q, k):
                k.data = q.data
            else:
                k.mul_(m).add_(q, alpha=1 - m)
