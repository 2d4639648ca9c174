"""You move the key encoder along the query's gradient; it moves towards the query's values.

Momentum of an optimizer is an average of gradients, this one is an average of parameters.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k.mul_(m)
            if q.grad is not None:
                k.sub_(q.grad, alpha=1 - m)
