"""You let key and query parameters share memory when m is 0; copy the values, else one changes with the other.

k.data = q.data is a second name for the same numbers.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            if m == 0:
                k.data = q.data
            else:
                k.mul_(m).add_(q, alpha=1 - m)
