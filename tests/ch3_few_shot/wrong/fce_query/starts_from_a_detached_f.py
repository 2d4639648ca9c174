"""You start from a detached copy of f: the values are right, but a part of its gradient is missing.

h = f.detach().clone().
"""

import torch


def fce_query(f, g, cell, steps):
    h, c = f.detach().clone() if steps else f, torch.zeros_like(f)
    for _ in range(steps):
        r = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h
