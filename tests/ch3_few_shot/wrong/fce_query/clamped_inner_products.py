"""You limit the inner products to a range. They enter the softmax as they are, also where they are large.

clamp(-50, 50), against an overflow that torch.softmax does not have.
"""

import torch
from torch import Tensor, nn


def fce_query(f: Tensor, g: Tensor, cell: nn.LSTMCell, steps: int) -> Tensor:
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        read = torch.softmax((h @ g.T).clamp(-50.0, 50.0), dim=1) @ g
        h_hat, c = cell(f, (h + read, c))
        h = h_hat + f
    return h
