"""You add r to the input of the cell. It belongs to the hidden state: cell(f, (h + r, c)).

cell(f + r, (h, c)).
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f + r, (h, c))
        h = h_hat + f
    return h
