"""When g needs no gradient, you give f none either. The queries need their gradient, whatever g does.

An embedded support set that is fixed is taken for evaluation.
"""

import torch
from torch import Tensor, nn


def fce_query(f: Tensor, g: Tensor, cell: nn.LSTMCell, steps: int) -> Tensor:
    if not g.requires_grad:
        f = f.detach()
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        read = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + read, c))
        h = h_hat + f
    return h
