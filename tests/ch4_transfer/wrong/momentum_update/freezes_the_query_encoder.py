"""You switch requires_grad off in the query encoder; it is the one that trains.

Meant as a no_grad, and never switched back.
"""

from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    query_encoder.requires_grad_(False)
    for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
        k.mul_(m).add_(q, alpha=1 - m)
