"""You reach the direct children only; parameters lie at any depth, and on the encoder itself.

children() of the encoder, with weight and bias of each.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip([query_encoder, *query_encoder.children()], [key_encoder, *key_encoder.children()], strict=True):
            for one, other in zip(q.parameters(recurse=False), k.parameters(recurse=False), strict=True):
                other.mul_(m).add_(one, alpha=1 - m)
