"""You copy requires_grad from the query encoder; the key encoder's parameters stay without gradient.

The values are right.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k.mul_(m).add_(q, alpha=1 - m)
            k.requires_grad_(q.requires_grad)
