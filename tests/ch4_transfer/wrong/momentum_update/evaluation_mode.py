"""You switch the key encoder to evaluation mode; its training flags are left as they are.

In MoCo the key encoder uses the statistics of its batch, too.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k.mul_(m).add_(q, alpha=1 - m)
    key_encoder.eval()
