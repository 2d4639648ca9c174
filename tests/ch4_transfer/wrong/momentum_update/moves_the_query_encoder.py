"""You move the query encoder towards the key encoder; it is the key encoder that follows.

The arguments in the wrong order.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            q.copy_(m * q + (1 - m) * k)
