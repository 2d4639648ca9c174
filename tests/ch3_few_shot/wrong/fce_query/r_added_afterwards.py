"""You add r after the cell. It belongs to the hidden state that the cell is given.

h = h_hat + f + r.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h, c))
        h = h_hat + f + r
    return h
