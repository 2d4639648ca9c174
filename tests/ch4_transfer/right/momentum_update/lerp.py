"""One interpolation for each pair, towards the query."""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for k, q in zip(key_encoder.parameters(), query_encoder.parameters(), strict=True):
            k.lerp_(q, 1 - m)
