"""You exchange input and hidden state: the input is f, the hidden state h + r.

cell(h + r, (f, c)).
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(h + r, (f, c))
        h = h_hat + f
    return h
