"""Pairs by name instead of by position; the values are copied in."""

from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    queries = dict(query_encoder.named_parameters())
    for name, k in key_encoder.named_parameters():
        k.detach().copy_(m * k.detach() + (1 - m) * queries[name].detach())
