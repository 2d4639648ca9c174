"""You switch gradients off for the whole program; torch.no_grad() as a block switches them on again.

After the call nothing trains any more.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    torch.set_grad_enabled(False)
    for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
        k.mul_(m).add_(q, alpha=1 - m)
