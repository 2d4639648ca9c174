"""You skip parameters of the query encoder that require no gradient; every parameter of the key encoder follows.

A frozen layer of the query encoder may still differ from the key encoder's.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            if q.requires_grad:
                k.mul_(m).add_(q, alpha=1 - m)
