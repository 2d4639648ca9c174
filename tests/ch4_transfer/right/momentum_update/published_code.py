"""MoCo's published code: new values through .data."""

from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    for param_q, param_k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
        param_k.data = param_k.data * m + param_q.data * (1.0 - m)
