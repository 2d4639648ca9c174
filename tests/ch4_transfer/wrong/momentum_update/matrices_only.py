"""You skip parameters with fewer than two axes; biases, batch norm and single numbers follow as well.

A habit from weight decay.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            if q.ndim > 1:
                k.mul_(m).add_(q, alpha=1 - m)
