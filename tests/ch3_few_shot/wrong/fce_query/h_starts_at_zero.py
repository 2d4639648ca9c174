"""You start from h = 0. Before the first step h is f.

Both states of an LSTM begin with zeros, usually.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = torch.zeros_like(f), torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h if steps else f
