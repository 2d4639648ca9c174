"""You switch the cell to training mode. Its mode is the caller's.

cell.train(), at the beginning of everything that learns.
"""

import torch


def fce_query(f, g, cell, steps):
    cell.train()
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h
