"""You let key and query share memory for a frozen parameter when m is 0; what is frozen now may train or be loaded later.

k.data = q.data is a second name for the same numbers.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            if m == 0 and not q.requires_grad:
                k.data = q.data
            else:
                k.mul_(m).add_(q, alpha=1 - m)
