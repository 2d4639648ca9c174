"""You switch requires_grad on in the whole query encoder in the end; some parameters may be frozen.

A freeze in the place of no_grad, undone too generously.
"""

from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    query_encoder.requires_grad_(False)
    for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
        k.mul_(m).add_(q, alpha=1 - m)
    query_encoder.requires_grad_(True)
