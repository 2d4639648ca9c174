"""You write into the query encoder's parameters, if only to restore them; they must not be written at all.

The values come back up to rounding, but a backward pass that is under way raises an error, for it had kept them.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            q.mul_(2)
            k.mul_(m).add_(q, alpha=(1 - m) / 2)
            q.div_(2)
