"""You start from c = f. Before the first step c is 0.

h = c = f.
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f, f
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h
