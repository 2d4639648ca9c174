"""You compute with the query parameters while autograd records, so the key parameters get a graph; use no_grad.

The values are right. The key encoder then requires gradients, and each update makes its graph longer.
"""

from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
        k.mul_(m).add_(q, alpha=1 - m)
