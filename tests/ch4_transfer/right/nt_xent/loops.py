"""Anchor by anchor, candidate by candidate."""

import torch
from torch import Tensor


def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    rows = [row / row.norm() for row in torch.cat([z1, z2])]
    n, total = len(z1), 0.0
    for i, anchor in enumerate(rows):
        scores = {j: torch.exp(anchor @ row / tau) for j, row in enumerate(rows) if j != i}
        total = total - torch.log(scores[(i + n) % (2 * n)] / sum(scores.values()))
    return total / (2 * n)
