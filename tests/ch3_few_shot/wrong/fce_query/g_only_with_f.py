"""When f needs no gradient, you give g none either. The support set needs its gradient, whatever f does.

The cell keeps its gradient, so training goes on without complaint.
"""

import torch
from torch import Tensor, nn


def fce_query(f: Tensor, g: Tensor, cell: nn.LSTMCell, steps: int) -> Tensor:
    if not f.requires_grad:
        g = g.detach()
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        read = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + read, c))
        h = h_hat + f
    return h
