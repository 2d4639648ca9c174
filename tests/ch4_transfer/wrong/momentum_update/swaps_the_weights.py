"""You give the query encoder the weight m; it is the key encoder's own value that keeps the share m.

With m = 0.5 nothing is to be seen; with m = 0.99 the key encoder is nearly a copy.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k.copy_((1 - m) * k + m * q)
