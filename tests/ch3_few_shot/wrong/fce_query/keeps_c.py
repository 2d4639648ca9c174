"""You start from the c that the call before has left. Every call starts from 0.

Kept as an attribute of the cell.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, getattr(cell, "last_c", None)
    c = torch.zeros_like(f) if c is None or c.shape != f.shape else c
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    cell.last_c = c.detach()
    return h
