"""You leave out batch norm; its weight and bias are parameters and follow like all others.

Only its running statistics are buffers.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.modules(), key_encoder.modules(), strict=True):
            if isinstance(q, nn.BatchNorm1d | nn.BatchNorm2d):
                continue
            for one, other in zip(q.parameters(recurse=False), k.parameters(recurse=False), strict=True):
                other.mul_(m).add_(one, alpha=1 - m)
