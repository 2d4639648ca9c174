"""You leave a .grad in the key encoder; it holds none.

An optimizer step of rate 1 - m along k - q, as a way of writing the average.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    optimizer = torch.optim.SGD(key_encoder.parameters(), lr=1.0 - m)
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k.grad = k - q
    optimizer.step()
