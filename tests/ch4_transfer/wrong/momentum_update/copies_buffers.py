"""You copy the query encoder's buffers; only parameters follow, the buffers stay as they are.

Many moving averages of weights do this; MoCo's key encoder has statistics of its own.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k.mul_(m).add_(q, alpha=1 - m)
        for q, k in zip(query_encoder.buffers(), key_encoder.buffers(), strict=True):
            k.copy_(q)
