"""You switch gradients on in the end; in a torch.no_grad() block of the caller they have to stay off.

torch.no_grad() as a block brings back what was before.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    torch.set_grad_enabled(False)
    for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
        k.mul_(m).add_(q, alpha=1 - m)
    torch.set_grad_enabled(True)
