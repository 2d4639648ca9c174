"""A copy in evaluation mode; the encoder itself is never touched."""

import copy

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    frozen = copy.deepcopy(encoder).eval()
    parts = []
    with torch.no_grad():
        for part in torch.split(x, batch_size):
            parts.append(frozen(part))
    return torch.vstack(parts)
