"""Module by module, from the top down."""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for name, k in key_encoder.named_parameters(recurse=False):
            k.sub_((1 - m) * (k - getattr(query_encoder, name)))
    for name, child in key_encoder.named_children():
        momentum_update(getattr(query_encoder, name), child, m)
