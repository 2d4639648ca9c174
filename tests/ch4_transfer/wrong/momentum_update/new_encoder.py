"""You compute a new encoder and return it; the key encoder that was handed in is the one to change.

A deep copy is updated, and its caller never sees it.
"""

import copy

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    key_encoder = copy.deepcopy(key_encoder)
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k.mul_(m).add_(q, alpha=1 - m)
    return key_encoder
