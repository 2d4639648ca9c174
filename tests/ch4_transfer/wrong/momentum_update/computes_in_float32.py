"""You compute in float32 although the parameters are float64; keep their dtype.

A .float() on the way.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k.copy_(m * k.float() + (1 - m) * q.float())
