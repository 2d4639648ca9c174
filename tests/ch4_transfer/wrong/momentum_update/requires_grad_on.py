"""You switch requires_grad on in the key encoder; it never receives gradients.

The values are right, and an optimizer over all parameters would train it.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k.mul_(m).add_(q, alpha=1 - m)
    key_encoder.requires_grad_(True)
