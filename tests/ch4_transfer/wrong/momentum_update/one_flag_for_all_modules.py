"""You put all modules of the key encoder into the mode of the whole; each keeps its own.

train(was_training) at the end is right where all modules have one mode.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    was_training = key_encoder.training
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k.mul_(m).add_(q, alpha=1 - m)
    key_encoder.train(was_training)
